// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command.ClearFailures;
import dev.mainstay.state.InstanceHistory.Certainty;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Cleanup and refresh: failures, or all history, are forgotten and resources probed again. */
final class FailureCommands {

    private FailureCommands() {}

    static Optional<Rejection> clear(StateDraft draft, ClearFailures clear) {
        if (clear.node().isPresent() && draft.node(clear.node().get()).isEmpty()) {
            return Optional.of(new Rejection.NotFound(clear.node().get().value(),
                    "there is no node " + clear.node().get()));
        }
        Optional<SortedSet<ResourceId>> resources = clear.resource().map(id -> named(draft, id));
        if (resources.filter(set -> set.isEmpty()).isPresent()) {
            String name = clear.resource().map(ResourceId::value).orElse("");
            return Optional.of(new Rejection.NotFound(name, "there is no resource " + name));
        }
        int cleared = 0;
        for (NodeRecord node : nodes(draft, clear.node())) {
            cleared += clear(draft, node, resources, clear);
        }
        if (cleared > 0) {
            draft.want(Grade.SAFETY, "failures were cleared");
        }
        draft.happened(ClusterEvent.Kind.FAILURES_CLEARED,
                clear.resource().map(ResourceId::value).orElse(""),
                cleared + " histories to be probed again");
        return Optional.empty();
    }

    /** The primitives of a resource; one that is not configured any more may still have history. */
    private static SortedSet<ResourceId> named(StateDraft draft, ResourceId id) {
        TreeSet<ResourceId> primitives = new TreeSet<>(draft.revisions.index().leaves(id));
        boolean remembered = draft.nodes.values().stream()
                .anyMatch(node -> node.instancesOf(id).findAny().isPresent());
        if (primitives.isEmpty() && remembered) {
            primitives.add(id);
        }
        return primitives;
    }

    /** A lost node keeps its histories: they tell what fencing is needed for. */
    private static List<NodeRecord> nodes(StateDraft draft, Optional<NodeId> only) {
        return draft.nodes.values().stream()
                .filter(NodeRecord::isActive)
                .filter(node -> only.isEmpty() || only.get().equals(node.node()))
                .toList();
    }

    private static int clear(
            StateDraft draft,
            NodeRecord node,
            Optional<SortedSet<ResourceId>> resources,
            ClearFailures clear) {
        NodeRecord next = node;
        int cleared = 0;
        for (InstanceHistory history : node.histories().values()) {
            var instance = history.history().instance();
            boolean named = resources.isEmpty()
                    || resources.get().contains(instance.resource());
            if (named && (clear.refresh() || hasFailed(node, history, clear.only()))) {
                next = forgotten(next, history, clear.only());
                cleared++;
            }
        }
        draft.put(next);
        return cleared;
    }

    /**
     * The monitors of what is not well end with its history: they would report the failure again
     * and have it counted before a probe has told what there is to recover.
     */
    private static NodeRecord forgotten(
            NodeRecord node, InstanceHistory history, Optional<OperationFilter> only) {
        var instance = history.history().instance();
        boolean well = switch (history.activity()) {
            case ACTIVE, PROMOTED -> true;
            case INACTIVE, FAILED, UNKNOWN -> false;
        };
        NodeRecord watched = well ? node : Monitors.withoutInstance(node, instance);
        InstanceHistory left = watched.histories().getOrDefault(instance, history);
        return FailureCounts.cleared(watched, instance, only)
                .withHistory(Histories.withoutLastFailure(left, only)
                        .withCertainty(Certainty.UNKNOWN));
    }

    private static boolean hasFailed(
            NodeRecord node, InstanceHistory history, Optional<OperationFilter> only) {
        var instance = history.history().instance();
        return FailureCounts.hasFailures(node, instance, only)
                || only.isEmpty() && history.activity() == Activity.FAILED
                || history.history().records().stream()
                        .filter(record -> only.isEmpty() || only.get().matches(record))
                        .anyMatch(record -> record.id().equals(Histories.lastFailureId(instance)));
    }
}
