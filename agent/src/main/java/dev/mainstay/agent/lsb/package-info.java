// SPDX-License-Identifier: Apache-2.0
/**
 * Resources that are init scripts (Linux Standard Base, chapter "System Initialization"), and those
 * of standard {@code service}, which are whichever of the two a machine has. Start with
 * {@link dev.mainstay.agent.lsb.LsbResourceAgent}.
 */
@NullMarked
package dev.mainstay.agent.lsb;

import org.jspecify.annotations.NullMarked;
