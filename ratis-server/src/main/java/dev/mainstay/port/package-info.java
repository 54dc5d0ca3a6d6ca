// SPDX-License-Identifier: Apache-2.0
/**
 * What the parts of the shell know of each other: interfaces and the values that cross them. The
 * leader's loops and the executor are written against these alone, so that the simulation can put a
 * virtual world behind them.
 */
@NullMarked
package dev.mainstay.port;

import org.jspecify.annotations.NullMarked;
