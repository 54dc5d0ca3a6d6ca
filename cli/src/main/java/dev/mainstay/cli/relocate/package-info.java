// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay resource relocate}: moves resources to where they would be if nothing made them
 * stay where they are. Start at {@link dev.mainstay.cli.relocate.Relocation}, which finds them.
 */
@NullMarked
package dev.mainstay.cli.relocate;

import org.jspecify.annotations.NullMarked;
