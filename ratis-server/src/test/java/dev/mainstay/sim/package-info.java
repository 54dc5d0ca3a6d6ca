// SPDX-License-Identifier: Apache-2.0
/**
 * A whole cluster in one thread on virtual time: the real applier, leader's duties and executors
 * over a simulated log, agents, fence devices and network. A seed decides every delay and fault, so
 * that a run can be repeated. Start reading at {@link dev.mainstay.sim.World}.
 */
@NullMarked
package dev.mainstay.sim;

import org.jspecify.annotations.NullMarked;
