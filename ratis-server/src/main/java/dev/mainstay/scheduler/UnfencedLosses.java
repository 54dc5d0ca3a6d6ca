// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rule 19: without any fencing a lost machine counts as clean only when its lease has ended and the
 * stops that it began then have had their time. Until then nothing that may be active there may run
 * on another machine. A proof of nothing (the machine may hang and wake up later), but a healthy
 * one that is merely cut off, or whose daemon is being restarted, keeps what it runs.
 *
 * @param constraints what keeps the resources from the other machines for now
 * @param until when a plan has to be made anew because the first of the waits is over
 */
public record UnfencedLosses(List<Constraint> constraints, Optional<Instant> until) {

    private static final String STOP = "stop";

    /** Ids of the constraints that stand for such a wait begin with this. */
    public static final String PREFIX = "lost-unfenced-";

    /**
     * @param lease how long a machine may go on after it was last granted a lease
     * @param ages for how long the machines have been lost
     */
    public static UnfencedLosses of(
            ClusterState state, Duration lease, LossAges ages, Instant now) {
        List<Constraint> constraints = new ArrayList<>();
        Optional<Instant> until = Optional.empty();
        if (state.nodes().values().stream().noneMatch(UnfencedLosses::isLost)) {
            return new UnfencedLosses(constraints, until);
        }
        UnpackContext context = unpack(state, now);
        if (context.state().options().fencingEnabled()) {
            return new UnfencedLosses(constraints, until);
        }
        for (NodeRecord node : state.nodes().values()) {
            TreeSet<ResourceId> held = held(state, node);
            Duration left = lease.plus(stopBudget(context, held)).minus(ages.of(node));
            if (!held.isEmpty() && left.isPositive()) {
                Instant end = now.plus(left);
                held.forEach(resource -> constraints.addAll(elsewhere(state, node, resource)));
                until = until.filter(earliest -> earliest.isBefore(end)).or(() -> Optional.of(end));
            }
        }
        return new UnfencedLosses(List.copyOf(constraints), until);
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

    private static boolean isLost(NodeRecord node) {
        return node.state() == NodeState.LOST;
    }

    /** The configuration as a plan reads it: templates, defaults and rules applied. */
    private static UnpackContext unpack(ClusterState state, Instant now) {
        ClusterStatus nothing = new ClusterStatus(
                true, true, false, Optional.empty(), List.of(), List.of());
        return Unpacker.unpack(state.configuration(), nothing, now);
    }

    /**
     * What may be active on a lost machine and is not known to be active on another: that was
     * decided before, and to stop it now would protect nothing. Instances of clones are left out,
     * because the configuration wants them on several machines.
     */
    private static TreeSet<ResourceId> held(ClusterState state, NodeRecord node) {
        TreeSet<ResourceId> held = new TreeSet<>();
        if (!isLost(node)) {
            return held;
        }
        node.histories().values().stream()
                .filter(history -> !history.activity().isCertainlyInactive())
                .map(history -> history.history().instance().resource())
                .filter(singles(state)::contains)
                .filter(resource -> state.nodes().values().stream()
                        .noneMatch(other -> other.isActive() && other.isActiveThere(resource)))
                .forEach(held::add);
        return held;
    }

    /** Primitives that are to run once. */
    private static TreeSet<ResourceId> singles(ClusterState state) {
        TreeSet<ResourceId> singles = new TreeSet<>();
        for (Resource resource : state.configuration().resources()) {
            switch (resource) {
                case Primitive primitive -> singles.add(primitive.id());
                case Group group -> group.members().forEach(member -> singles.add(member.id()));
                case Clone _,Bundle _ -> {
                }
            }
        }
        return singles;
    }

    /** The stops may have to wait for each other: the sum of their time-outs. */
    private static Duration stopBudget(UnpackContext context, TreeSet<ResourceId> resources) {
        return resources.stream()
                .map(resource -> context.state().resource(resource.value()))
                .filter(Objects::nonNull)
                .map(resource -> context.operations().meta(resource, STOP, 0).get("timeout"))
                .map(timeout -> Duration.ofMillis(Long.parseLong(timeout)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static List<Constraint> elsewhere(
            ClusterState state, NodeRecord lost, ResourceId resource) {
        return state.members().keySet().stream()
                .filter(node -> !node.equals(lost.node()))
                .map(node -> location(lost.node(), node, resource))
                .toList();
    }

    private static Constraint location(NodeId lost, NodeId node, ResourceId resource) {
        return new Constraint.Location(PREFIX + lost + "-" + resource + "-" + node,
                Optional.of(resource), Optional.empty(), List.of(), Optional.of(node),
                Optional.of(Score.MINUS_INFINITY.toString()), Optional.empty(), Optional.empty(),
                List.of());
    }
}
