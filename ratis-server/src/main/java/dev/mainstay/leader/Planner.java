// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Transition;
import java.time.Instant;
import java.util.Optional;

/** A pure function of state and time: the same on every replica, byte for byte. */
@FunctionalInterface
public interface Planner {

    Planned plan(ClusterState state, Instant now);

    /** @param recheckAt when to plan again although nothing changes */
    record Planned(Transition transition, Optional<Instant> recheckAt) {}
}
