// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay stonith}: fence devices, and what was fenced. The family has pcs's name; the code
 * says fence everywhere else.
 */
@NullMarked
package dev.mainstay.cli.fencing;

import org.jspecify.annotations.NullMarked;
