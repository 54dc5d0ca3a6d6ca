// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.graph.PlannedAction.Kind;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a change concerns. It is told by comparing two plans: whatever is wanted with the change and
 * was not wanted without it is the change's effect, and the scope is whatever resources and
 * machines that touches. What else the cluster does meanwhile is no business of the change.
 */
public sealed interface EffectScope {

    boolean concerns(ResourceId primitive);

    /** Whether fencing of the machine is an effect. */
    boolean concernsFencingOf(NodeId node);

    /** Where the state before a change is not known any more, whatever happens may be of it. */
    record Everything() implements EffectScope {
        @Override
        public boolean concerns(ResourceId primitive) {
            return true;
        }

        @Override
        public boolean concernsFencingOf(NodeId node) {
            return true;
        }
    }

    /** Primitives, and machines that are fenced. */
    record Named(NavigableSet<ResourceId> primitives,
            NavigableSet<NodeId> fenced) implements EffectScope {
        @Override
        public boolean concerns(ResourceId primitive) {
            return primitives.contains(primitive);
        }

        @Override
        public boolean concernsFencingOf(NodeId node) {
            return fenced.contains(node);
        }
    }

    /** The scope of what is wanted {@code with} a change and is not wanted {@code without} it. */
    static Named between(List<PlannedAction> without, List<PlannedAction> with) {
        Named scope = new Named(new TreeSet<>(), new TreeSet<>());
        for (PlannedAction action : added(without, with)) {
            resource(action).ifPresent(scope.primitives::add);
            fencingTarget(action).ifPresent(scope.fenced::add);
        }
        return scope;
    }

    private static List<PlannedAction> added(List<PlannedAction> without,
            List<PlannedAction> with) {
        NavigableSet<String> wantedAnyway = without.stream().map(EffectScope::identity)
                .collect(Collectors.toCollection(TreeSet::new));
        return with.stream()
                .filter(action -> resource(action).isPresent()
                        || fencingTarget(action).isPresent())
                .filter(action -> !wantedAnyway.contains(identity(action)))
                .toList();
    }

    /** This scope and these primitives. */
    default EffectScope with(Collection<ResourceId> more) {
        return switch (this) {
            case Everything everything -> everything;
            case Named(var primitives, var fenced) -> {
                NavigableSet<ResourceId> all = new TreeSet<>(primitives);
                all.addAll(more);
                yield new Named(all, fenced);
            }
        };
    }

    default boolean concerns(Action action) {
        return switch (action) {
            case ResourceAction resource -> concerns(resource.resource());
            case FenceAction fence -> concernsFencingOf(fence.target());
            case ClusterAction cluster ->
                    cluster.resource().filter(id -> concerns(id.resource())).isPresent();
            case PseudoAction _ -> false;
        };
    }

    default boolean concerns(PlannedAction action) {
        return resource(action).filter(this::concerns).isPresent()
                || fencingTarget(action).filter(this::concernsFencingOf).isPresent();
    }

    private static Optional<ResourceId> resource(PlannedAction action) {
        return action.kind() == Kind.PSEUDO || action.node().isEmpty()
                ? Optional.empty()
                : action.resource().map(id -> new InstanceId(id).resource());
    }

    private static Optional<NodeId> fencingTarget(PlannedAction action) {
        return action.kind() == Kind.FENCE ? action.node().map(NodeId::new) : Optional.empty();
    }

    private static String identity(PlannedAction action) {
        return action.key() + " on " + action.node().orElse("")
                + (action.cancellation() ? " cancelled" : "");
    }
}
