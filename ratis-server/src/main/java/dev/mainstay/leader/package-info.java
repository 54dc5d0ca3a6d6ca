// SPDX-License-Identifier: Apache-2.0
/**
 * What a leader does while it leads: it judges which machines live and grants their leases, has
 * transitions planned and adopted, assigns fencing, and watches timers. Everything runs on one
 * event loop and decides on the replicated state alone, so that a successor carries on from the
 * log. It knows ports and the core, neither Raft nor wires. Start reading at
 * {@link dev.mainstay.leader.LivenessMonitor} and {@link dev.mainstay.leader.SchedulerLoop}.
 */
@NullMarked
package dev.mainstay.leader;

import org.jspecify.annotations.NullMarked;
