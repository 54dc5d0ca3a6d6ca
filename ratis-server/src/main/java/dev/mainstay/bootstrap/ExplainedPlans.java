// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.PlanSource;
import dev.mainstay.leader.Planner;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.Optional;

/** The leader's own planning, for those who ask why. */
final class ExplainedPlans implements PlanSource {

    private final NodeId self;
    private final Planner planner;

    ExplainedPlans(NodeId self) {
        this.self = self;
        this.planner = new SchedulerPlanner(self);
    }

    @Override
    public Explained plan(ClusterState state, Instant now) {
        Ledger ledger = Scheduler.plan(SchedulerInputs.of(state, now, Optional.of(self))).ledger();
        return new Explained(planner.plan(state, now).transition(), ledger);
    }
}
