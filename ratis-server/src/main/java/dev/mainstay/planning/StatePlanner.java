// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.planning;

import dev.mainstay.leader.Planner;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Plans from the replicated state with the scheduler. */
public final class StatePlanner implements Planner {

    private final Supplier<Optional<NodeId>> leader;

    /** @param leader the machine whose fencing and shutdown come last */
    public StatePlanner(Supplier<Optional<NodeId>> leader) {
        this.leader = leader;
    }

    @Override
    public Planned plan(ClusterState state, Instant now) {
        StatePlan plan = explained(state, now);
        return new Planned(plan.transition(), plan.recheckAt());
    }

    /** The same plan, with its reasons. */
    public StatePlan explained(ClusterState state, Instant now) {
        SchedulerInput input = SchedulerInputs.of(state, now, leader.get());
        Plan plan = Scheduler.plan(input);
        return new StatePlan(TransitionBuilder.build(state, input, plan.actions()),
                plan.ledger(), plan.recheckAt());
    }
}
