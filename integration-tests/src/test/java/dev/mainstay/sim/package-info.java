// SPDX-License-Identifier: Apache-2.0
/**
 * A whole cluster in one thread on virtual time: the real applier, scheduler, leader's duties,
 * executors, leases and node agents over a simulated log, network, disk, kernel and power switch. A
 * seed decides every delay, fault and change of the configuration, so that a run can be repeated
 * and a failing one shrunk. Start reading at {@link dev.mainstay.sim.World}; how to run it is in
 * docs/simulation.md.
 */
@NullMarked
package dev.mainstay.sim;

import org.jspecify.annotations.NullMarked;
