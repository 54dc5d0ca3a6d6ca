// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.List;

/**
 * What the scheduler wants done from a state, all of it: also what an adoption would leave out for
 * now because something in flight contradicts it. Pure.
 */
@FunctionalInterface
public interface WantedActions {

    List<PlannedAction> of(ClusterState state, Instant now);
}
