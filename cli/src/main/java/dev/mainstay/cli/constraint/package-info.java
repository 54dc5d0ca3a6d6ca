// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay constraint}: where, in which order and beside what resources run.
 */
@NullMarked
package dev.mainstay.cli.constraint;

import org.jspecify.annotations.NullMarked;
