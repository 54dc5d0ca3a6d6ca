// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.Optional;

/** Plans with the scheduler, on whichever machine leads: its own fencing and shutdown come last. */
public final class SchedulerPlanner implements Planner {

    private final NodeId self;

    public SchedulerPlanner(NodeId self) {
        this.self = self;
    }

    @Override
    public Planned plan(ClusterState state, Instant now) {
        SchedulerInput input = SchedulerInputs.of(state, now, Optional.of(self));
        Plan plan = Scheduler.plan(input);
        return new Planned(new TransitionWriter(state, input).write(plan.actions()),
                plan.recheckAt());
    }
}
