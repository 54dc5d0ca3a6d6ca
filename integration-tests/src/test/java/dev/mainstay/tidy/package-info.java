// SPDX-License-Identifier: Apache-2.0
/**
 * What the compiler and the formatter do not see: licence lines, package descriptions, words that
 * the glossary replaces, traces of one machine. Start reading at {@code RepositoryTidyTest}.
 */
@NullMarked
package dev.mainstay.tidy;

import org.jspecify.annotations.NullMarked;
