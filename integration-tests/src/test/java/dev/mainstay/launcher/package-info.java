// SPDX-License-Identifier: Apache-2.0
/** The {@code mainstay} script at the top: what it builds, when, and what it starts. */
@NullMarked
package dev.mainstay.launcher;

import org.jspecify.annotations.NullMarked;
