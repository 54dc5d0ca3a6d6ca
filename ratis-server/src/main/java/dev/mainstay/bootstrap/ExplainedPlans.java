// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.PlanSource;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.List;

/** The leader's own planning, for those who ask why. */
final class ExplainedPlans implements PlanSource {

    private final SchedulerPlanner planner;

    ExplainedPlans(SchedulerPlanner planner) {
        this.planner = planner;
    }

    @Override
    public Explained plan(ClusterState state, Instant now) {
        return new Explained(planner.plan(state, now).transition(),
                Scheduler.plan(planner.input(state, now)));
    }

    @Override
    public List<PlannedAction> of(ClusterState state, Instant now) {
        return Scheduler.plan(planner.input(state, now)).actions();
    }
}
