// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ClusterOptions.PlacementStrategy;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses among machines by score, then load, then where the resource is, then name. */
final class NodeChoice {
    private final WorkingState state;

    NodeChoice(WorkingState state) {
        this.state = state;
    }

    /** Whether a machine can be used by a resource, a guest's own future considered. */
    static boolean isAvailable(WorkNode node, @Nullable WorkResource resource) {
        if (!node.isUsable()) {
            return false;
        }
        WorkResource container = node.container();
        if (node.isGuest() && container != null) {
            boolean lost = container.is(ResourceFlag.FAILED) && node.is(NodeFlag.REMOTE_RESET);
            return !lost || container.is(ResourceFlag.UNASSIGNED)
                    || container.assigned() != null;
        }
        return true;
    }

    /** Why {@link #isAvailable} says no, the gravest reason first; empty when it says yes. */
    static Optional<ScoreSource> whyUnavailable(WorkNode node, WorkResource resource) {
        if (isAvailable(node, resource)) {
            return Optional.empty();
        }
        String why = node.is(NodeFlag.UNCLEAN) ? "unclean: it has to be fenced first"
                : !node.is(NodeFlag.ONLINE) ? "offline"
                        : node.is(NodeFlag.PENDING) ? "pending: it has not joined yet"
                                : node.is(NodeFlag.SHUTDOWN) ? "shutting down"
                                        : node.is(NodeFlag.STANDBY) ? "in standby"
                                                : node.is(NodeFlag.MAINTENANCE) ? "in maintenance"
                                                        : "a guest that failed for good";
        return Optional.of(new ScoreSource.NodeUnusable(why));
    }

    boolean anyUsable(NodeScores scores) {
        return anyUsable(state.nodes(), scores);
    }

    static boolean anyUsable(List<WorkNode> nodes, NodeScores scores) {
        for (WorkNode node : nodes) {
            if (scores.has(node) && scores.get(node) >= 0 && isAvailable(node, null)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    WorkNode best(WorkResource resource, @Nullable WorkNode prefer) {
        WorkNode best = first(resource);
        if (best == null) {
            return null;
        }
        NodeScores scores = resource.scores();
        if (prefer != null && scores.has(prefer) && isGuestReady(prefer)
                && scores.get(prefer) >= effective(scores, best)
                && scores.get(prefer) >= 0 && isAvailable(prefer, resource)) {
            return prefer;
        }
        boolean uniqueInstance = resource.enclosingClone() != null
                && resource.is(ResourceFlag.UNIQUE);
        int bestScore = effective(scores, best);
        if (!uniqueInstance && bestScore > 0) {
            WorkNode current = resource.running().isEmpty() ? null : resource.running().get(0);
            if (current != null && resource.history().migrationTarget() == null
                    && scores.has(current) && isAvailable(current, resource)
                    && effective(scores, current) == bestScore) {
                return current;
            }
        }
        return effective(scores, best) >= 0 && isAvailable(best, resource) ? best : null;
    }

    private static boolean isGuestReady(WorkNode node) {
        WorkResource container = node.container();
        return container == null || container.nextRole() != Role.STOPPED;
    }

    /** The machine that comes first among those that a resource has a score for. */
    private @Nullable WorkNode first(WorkResource resource) {
        if (state.options().placement() == PlacementStrategy.BALANCED) {
            // Free capacity may compare in circles: then only sorting tells which is first.
            List<WorkNode> sorted = sorted(resource);
            return sorted.isEmpty() ? null : sorted.get(0);
        }
        WorkNode current = resource.running().isEmpty() ? null : resource.running().get(0);
        WorkNode first = null;
        for (WorkNode node : state.nodes()) {
            if (resource.scores().has(node) && (first == null
                    || compare(resource.scores(), node, first, current) < 0)) {
                first = node;
            }
        }
        return first;
    }

    List<WorkNode> sorted(WorkResource resource) {
        List<WorkNode> nodes = new ArrayList<>();
        for (WorkNode node : state.nodes()) {
            if (resource.scores().has(node)) {
                nodes.add(node);
            }
        }
        WorkNode current = resource.running().isEmpty() ? null : resource.running().get(0);
        nodes.sort((a, b) -> compare(resource.scores(), a, b, current));
        return nodes;
    }

    int compare(NodeScores scores, WorkNode a, WorkNode b, @Nullable WorkNode current) {
        int order = Integer.compare(effective(scores, b), effective(scores, a));
        PlacementStrategy strategy = state.options().placement();
        if (order == 0 && strategy == PlacementStrategy.BALANCED) {
            order = Capacity.compareFree(b, a);
        }
        if (order == 0 && strategy != PlacementStrategy.MINIMAL) {
            order = Integer.compare(a.assignedCount(), b.assignedCount());
        }
        if (order == 0 && strategy != PlacementStrategy.MINIMAL) {
            order = Boolean.compare(b == current, a == current);
        }
        return order != 0 ? order : a.name().compareTo(b.name());
    }

    private static int effective(NodeScores scores, WorkNode node) {
        return isAvailable(node, null) ? scores.get(node) : -Score.INFINITY_VALUE;
    }
}
