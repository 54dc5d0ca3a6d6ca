// SPDX-License-Identifier: Apache-2.0
/**
 * The few things of Linux that the JDK does not offer: signals to process groups, children without
 * a thread each, the clock that counts suspension, and what {@code /proc} tells of processes. Knows
 * nothing of resources.
 */
@NullMarked
package dev.mainstay.agent.posix;

import org.jspecify.annotations.NullMarked;
