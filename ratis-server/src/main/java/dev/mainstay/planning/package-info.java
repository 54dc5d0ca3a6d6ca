// SPDX-License-Identifier: Apache-2.0
/**
 * Stands between the replicated state and the scheduler: plans from a state, turns what was planned
 * into a transition that the log can adopt, and resolves what an agent is told when an action of it
 * is carried out. Pure, like what it stands between. Start reading at
 * {@link dev.mainstay.planning.StatePlanner}.
 */
@NullMarked
package dev.mainstay.planning;

import org.jspecify.annotations.NullMarked;
