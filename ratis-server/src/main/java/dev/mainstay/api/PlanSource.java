// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.effect.WantedActions;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Transition;
import java.time.Instant;

/** Plans from a state, with the reasons. Pure: every machine gives the same answer. */
public interface PlanSource extends WantedActions {

    Explained plan(ClusterState state, Instant now);

    /** What is to be done, and what was said for and against each machine. */
    record Explained(Transition transition, Plan decided) {

        Ledger ledger() {
            return decided.ledger();
        }
    }
}
