// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.LossAges;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.scheduler.UnfencedLosses;
import dev.mainstay.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Plans with the scheduler, on whichever machine leads: its own fencing and shutdown come last. */
public final class SchedulerPlanner implements Planner {

    private final NodeId self;
    private final Duration lease;
    private final Supplier<LossAges> losses;

    /**
     * @param lease how long a machine may go on after it was last granted one
     * @param losses tells for how long machines have been lost
     */
    public SchedulerPlanner(NodeId self, Duration lease, Supplier<LossAges> losses) {
        this.self = self;
        this.lease = lease;
        this.losses = losses;
    }

    @Override
    public Planned plan(ClusterState state, Instant now) {
        UnfencedLosses unfenced = unfenced(state, now);
        SchedulerInput input = input(state, now, unfenced);
        Plan plan = Scheduler.plan(input);
        return new Planned(new TransitionWriter(state, input).write(plan),
                earlier(plan.recheckAt(), unfenced.until()));
    }

    /** What the plan is made from. */
    public SchedulerInput input(ClusterState state, Instant now) {
        return input(state, now, unfenced(state, now));
    }

    private SchedulerInput input(ClusterState state, Instant now, UnfencedLosses unfenced) {
        return unfenced.hold(SchedulerInputs.of(state, now, Optional.of(self)));
    }

    private UnfencedLosses unfenced(ClusterState state, Instant now) {
        return UnfencedLosses.of(state, lease, losses.get(), now);
    }

    private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
        return Stream.of(a, b).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
