// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.planning.StatePlan;
import dev.mainstay.state.ClusterState;
import java.time.Instant;

/** Plans from a state, with the reasons; the leader's own scheduler, asked for its ledger. */
@FunctionalInterface
public interface PlanSource {

    StatePlan plan(ClusterState state, Instant now);
}
