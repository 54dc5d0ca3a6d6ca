// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code mainstay} script at the top: what it builds, when, and what it starts; and how tests
 * start the command, {@link dev.mainstay.launcher.JavaCommand}.
 */
@NullMarked
package dev.mainstay.launcher;

import org.jspecify.annotations.NullMarked;
