// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.graph.HistoryNames;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.Activity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What may not happen elsewhere while machines that nobody fences may still run it:
 *
 * <ul>
 * <li>what exists once (a primitive, an instance of a globally unique clone, a container of a
 * bundle) is not started;
 * <li>of other clones no more instances are started than clone-max leaves;
 * <li>no more instances are promoted than promoted-max leaves.
 * </ul>
 *
 * <p>What is active or promoted on another machine already stays as it is, and so does what is just
 * becoming so: that was decided before, and to undo it would protect nothing. What is inside of a
 * bundle's containers has no history of its own and follows them.
 */
final class UnfencedHolds {

    private static final Optional<String> PROMOTED = Optional.of("Promoted");

    private final ClusterState state;
    private final UnpackContext context;
    private final List<UnfencedLoss> losses;

    /** @param losses those that are not over yet: together they take up what clones may have */
    UnfencedHolds(ClusterState state, UnpackContext context, List<UnfencedLoss> losses) {
        this.state = state;
        this.context = context;
        this.losses = losses;
    }

    List<Constraint> of(UnfencedLoss loss) {
        TreeMap<String, WorkResource> single = new TreeMap<>();
        TreeMap<String, WorkResource> anonymous = new TreeMap<>();
        TreeMap<String, WorkResource> promotable = new TreeMap<>();
        for (InstanceHistory history : loss.possiblyActive()) {
            Optional<WorkResource> found =
                    HistoryNames.known(context.state(), history.history().instance());
            Optional<WorkResource> clone = found.map(WorkResource::enclosingClone);
            clone.filter(it -> it.isPromotable() && UnfencedLoss.mayBePromoted(history))
                    .ifPresent(it -> promotable.put(it.id(), it));
            if (clone.filter(it -> !it.is(ResourceFlag.UNIQUE)).isPresent()) {
                anonymous.put(clone.get().id(), clone.get());
            } else {
                found.ifPresent(it -> single.put(it.id(), it));
            }
        }
        List<Constraint> constraints = new ArrayList<>();
        single.values().forEach(resource -> constraints.addAll(start(loss, resource)));
        anonymous.values().forEach(clone -> constraints.addAll(starts(loss, clone)));
        promotable.values().forEach(clone -> constraints.addAll(promotions(loss, clone)));
        return constraints;
    }

    private List<Constraint> start(UnfencedLoss loss, WorkResource resource) {
        boolean decided = activeNodes().flatMap(node -> histories(resource, node))
                .map(InstanceHistory::activity)
                .anyMatch(activity -> activity == Activity.ACTIVE
                        || activity == Activity.PROMOTED);
        return decided ? List.of()
                : Stream.concat(state.members().keySet().stream(),
                        state.membership().remotes().keySet().stream())
                        .filter(node -> !node.equals(loss.machine().node()))
                        .map(node -> location(loss, resource, node, Optional.empty()))
                        .toList();
    }

    /** The instances of a clone that is not unique each have a machine of their own. */
    private List<Constraint> starts(UnfencedLoss loss, WorkResource clone) {
        return enough(clone, clone.cloneOptions().max(),
                history -> !history.activity().isCertainlyInactive()) ? List.of()
                        : activeNodes()
                                .filter(node -> !isStarted(clone, node))
                                .map(node -> location(loss, clone, node.node(), Optional.empty()))
                                .toList();
    }

    private List<Constraint> promotions(UnfencedLoss loss, WorkResource clone) {
        if (clone.is(ResourceFlag.UNIQUE)) {
            return clone.children().stream()
                    .filter(instance -> activeNodes()
                            .noneMatch(node -> isPromoted(instance, node)))
                    .flatMap(instance -> activeNodes().map(node -> location(loss, instance,
                            node.node(), PROMOTED)))
                    .toList();
        }
        return enough(clone, clone.cloneOptions().promotedMax(), UnfencedLoss::mayBePromoted)
                ? List.of()
                : activeNodes()
                        .filter(node -> !isPromoted(clone, node))
                        .map(node -> location(loss, clone, node.node(), PROMOTED))
                        .toList();
    }

    /** Whether the limit allows for what may be on lost machines and one on each that is there. */
    private boolean enough(WorkResource clone, int limit, Predicate<InstanceHistory> counts) {
        long lost = losses.stream()
                .filter(loss -> histories(clone, loss.machine()).anyMatch(counts))
                .count();
        return lost + activeNodes().count() <= limit;
    }

    private Stream<NodeRecord> activeNodes() {
        return state.nodes().values().stream().filter(NodeRecord::isActive);
    }

    /** A failed instance counts: it is to be recovered where it is. */
    private boolean isStarted(WorkResource clone, NodeRecord node) {
        return isOrdered(clone, node, Task.START)
                || histories(clone, node).map(InstanceHistory::activity)
                        .anyMatch(activity -> switch (activity) {
                            case ACTIVE, PROMOTED, FAILED -> true;
                            case INACTIVE, UNKNOWN -> false;
                        });
    }

    private boolean isPromoted(WorkResource instances, NodeRecord node) {
        return isOrdered(instances, node, Task.PROMOTE) || histories(instances, node)
                .anyMatch(history -> history.activity() == Activity.PROMOTED);
    }

    private boolean isOrdered(WorkResource instances, NodeRecord node, Task task) {
        return state.inFlight().values().stream()
                .anyMatch(action -> action.action() instanceof ResourceAction resource
                        && resource.task() == task && resource.node().equals(node.node())
                        && instances.primitives().anyMatch(
                                primitive -> isOf(primitive, resource.instance())));
    }

    private static Stream<InstanceHistory> histories(WorkResource instances, NodeRecord node) {
        return instances.primitives().map(WorkResource::baseId).distinct()
                .flatMap(id -> node.instancesOf(new ResourceId(id)))
                .filter(history -> instances.primitives()
                        .anyMatch(primitive -> isOf(primitive, history.history().instance())));
    }

    /** The instances of an anonymous clone have no names of their own in histories. */
    private static boolean isOf(WorkResource primitive, InstanceId instance) {
        WorkResource clone = primitive.enclosingClone();
        return clone != null && clone.is(ResourceFlag.UNIQUE)
                ? primitive.id().equals(instance.value())
                : primitive.baseId().equals(instance.resource().value());
    }

    private static Constraint location(
            UnfencedLoss loss, WorkResource resource, NodeId node, Optional<String> role) {
        return new Constraint.Location(
                UnfencedLosses.PREFIX + loss.machine().node() + "-" + resource.id() + "-" + node
                        + role.map(name -> "-" + name.toLowerCase(Locale.ROOT)).orElse(""),
                Optional.of(new ResourceId(resource.id())), Optional.empty(), List.of(),
                Optional.of(node), Optional.of(Score.MINUS_INFINITY.toString()), role,
                Optional.empty(), List.of());
    }
}
