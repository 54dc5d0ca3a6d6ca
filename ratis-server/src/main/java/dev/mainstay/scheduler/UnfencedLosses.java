// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule 19: without any fencing a lost machine counts as clean only when its lease has ended and the
 * stops that it began then have had their time. Until then nothing that may be active there may run
 * on another machine in its place. A proof of nothing (the machine may hang and wake up later), but
 * a healthy one that is merely cut off, or whose daemon is being restarted, keeps what it runs.
 *
 * @param constraints what keeps the resources from the other machines for now
 * @param until when a plan has to be made anew because the first of the waits is over
 */
public record UnfencedLosses(List<Constraint> constraints, Optional<Instant> until) {

    private static final UnfencedLosses NONE = new UnfencedLosses(List.of(), Optional.empty());

    /** Ids of the constraints that stand for such a wait begin with this. */
    public static final String PREFIX = "lost-unfenced-";

    /**
     * @param lease how long a machine may go on after it was last granted a lease
     * @param ages for how long the machines have been lost
     */
    public static UnfencedLosses of(
            ClusterState state, Duration lease, LossAges ages, Instant now) {
        List<NodeRecord> lost = state.nodes().values().stream()
                .filter(node -> node.state() == NodeState.LOST)
                .toList();
        if (lost.isEmpty()) {
            return NONE;
        }
        UnpackContext context = unpack(state, now);
        if (context.state().options().fencingEnabled()) {
            return NONE;
        }
        List<UnfencedLoss> recent = lost.stream()
                .map(machine -> UnfencedLoss.of(context, machine, lease))
                .filter(loss -> left(loss, ages).isPositive())
                .toList();
        UnfencedHolds holds = new UnfencedHolds(state, context, recent);
        List<Constraint> constraints = new ArrayList<>();
        Optional<Instant> until = Optional.empty();
        for (UnfencedLoss loss : recent) {
            List<Constraint> ofLoss = holds.of(loss);
            constraints.addAll(ofLoss);
            if (!ofLoss.isEmpty()) {
                Instant end = now.plus(left(loss, ages));
                until = until.filter(earliest -> earliest.isBefore(end)).or(() -> Optional.of(end));
            }
        }
        return new UnfencedLosses(List.copyOf(constraints), until);
    }

    private static Duration left(UnfencedLoss loss, LossAges ages) {
        return loss.span().minus(ages.of(loss.machine()));
    }

    /** The same input with these constraints beside the configured ones. */
    public SchedulerInput hold(SchedulerInput input) {
        if (constraints.isEmpty()) {
            return input;
        }
        Configuration configuration = input.configuration();
        List<Constraint> all = new ArrayList<>(configuration.constraints());
        all.addAll(constraints);
        return new SchedulerInput(configuration.withConstraints(all), input.status(),
                input.inFlight(), input.now());
    }

    /** The configuration as a plan reads it: members, templates, defaults and rules applied. */
    private static UnpackContext unpack(ClusterState state, Instant now) {
        ClusterStatus nothing = new ClusterStatus(
                true, true, false, Optional.empty(), List.of(), List.of());
        return Unpacker.unpack(SchedulerInputs.of(state, now).configuration(), nothing, now);
    }
}
