// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay tag}: names for lists of resources, which constraints may use.
 */
@NullMarked
package dev.mainstay.cli.tag;

import org.jspecify.annotations.NullMarked;
