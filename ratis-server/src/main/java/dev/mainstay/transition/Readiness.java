// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.transition.Action.ResourceAction;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Which steps of a transition may begin: those whose predecessors are done, as far as the limits
 * leave room, in the order of their numbers. Limits bound resource actions in flight, inherited
 * ones and stops for a recovery included, and are lower where machines report load; fencing and
 * what no agent takes part in wait for no limit.
 *
 * <p>Kept up to date step by step: an end costs the successors of the step, finding the next one
 * costs the machines that have something ready, never the size of the graph.
 *
 * @param satisfied number of done predecessors, of the steps that have any
 * @param free ready steps that no limit concerns
 * @param byNode ready resource actions of each node
 * @param loads resource actions in flight on each node
 * @param running resource actions in flight
 * @param loose number of actions in flight, by resource, that the transition does not contain
 */
public record Readiness(
        PSortedMap<Integer, Integer> satisfied,
        PSortedSet<Integer> free,
        PSortedMap<NodeId, PSortedSet<Integer>> byNode,
        PSortedMap<NodeId, NodeLoad> loads,
        int running,
        PSortedMap<ResourceId, Integer> loose) {

    private static final Readiness NOTHING = new Readiness(TreePMap.empty(), TreePSet.empty(),
            TreePMap.empty(), TreePMap.empty(), 0, TreePMap.empty());

    /** A transition of which nothing has begun. */
    static Readiness of(TransitionGraph graph) {
        Readiness readiness = NOTHING;
        for (int step = 0; step < graph.size(); step++) {
            if (graph.predecessorCount(step) == 0) {
                readiness = readiness.ready(graph, step);
            }
        }
        return readiness;
    }

    Optional<Integer> next(TransitionGraph graph, Throttles throttles) {
        TransitionLimits limits = graph.transition().limits();
        int best = free.isEmpty() ? Integer.MAX_VALUE : free.first();
        if (!byNode.isEmpty() && running < limits.batch(throttles)) {
            for (var entry : byNode.entrySet()) {
                NodeLoad load = loads.getOrDefault(entry.getKey(), NodeLoad.NONE);
                if (load.hasRoom(throttles.of(entry.getKey()), limits)) {
                    best = Math.min(best, nextOn(graph, entry.getValue(), load, limits, best));
                }
            }
        }
        return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    /** The step is not ready any more: it was begun or settled. */
    Readiness taken(TransitionGraph graph, int step) {
        if (!(graph.step(step).action() instanceof ResourceAction action)) {
            return with(satisfied, free.minus(step), byNode);
        }
        PSortedSet<Integer> waiting = byNode.getOrDefault(action.node(), TreePSet.empty());
        PSortedSet<Integer> others = waiting.minus(step);
        return with(satisfied, free, others.isEmpty()
                ? byNode.minus(action.node())
                : byNode.plus(action.node(), others));
    }

    /**
     * The step is done: what waited for it alone is ready.
     *
     * @param statuses of the steps that are not waiting; these do not get ready
     */
    Readiness afterDone(
            TransitionGraph graph, int step, SortedMap<Integer, StepStatus> statuses) {
        Readiness next = this;
        for (int successor : graph.successors(step)) {
            int count = next.satisfied.getOrDefault(successor, 0) + 1;
            next = next.with(next.satisfied.plus(successor, count), next.free, next.byNode);
            // A continued step is in flight whatever it waits for; it must not be ordered again.
            if (count == graph.predecessorCount(successor) && !statuses.containsKey(successor)) {
                next = next.ready(graph, successor);
            }
        }
        return next;
    }

    Readiness begun(InFlightAction action) {
        return counted(action, 1);
    }

    Readiness ended(InFlightAction action) {
        return counted(action, -1);
    }

    private int nextOn(
            TransitionGraph graph,
            PSortedSet<Integer> waiting,
            NodeLoad load,
            TransitionLimits limits,
            int best) {
        for (int step : waiting) {
            if (step >= best) {
                return best;
            }
            if (graph.step(step).action() instanceof ResourceAction action
                    && load.admits(action, limits)
                    && !loose.containsKey(action.resource())) {
                return step;
            }
        }
        return best;
    }

    private Readiness ready(TransitionGraph graph, int step) {
        if (!(graph.step(step).action() instanceof ResourceAction action)) {
            return with(satisfied, free.plus(step), byNode);
        }
        PSortedSet<Integer> waiting = byNode.getOrDefault(action.node(), TreePSet.empty());
        return with(satisfied, free, byNode.plus(action.node(), waiting.plus(step)));
    }

    private Readiness counted(InFlightAction inFlight, int change) {
        if (!(inFlight.action() instanceof ResourceAction action)) {
            return this;
        }
        NodeLoad before = loads.getOrDefault(inFlight.node(), NodeLoad.NONE);
        NodeLoad after = change > 0 ? before.plus(action) : before.minus(action);
        PSortedMap<NodeId, NodeLoad> changedLoads = after.equals(NodeLoad.NONE)
                ? loads.minus(inFlight.node())
                : loads.plus(inFlight.node(), after);
        PSortedMap<ResourceId, Integer> changedLoose = loose;
        if (inFlight.isLoose()) {
            int count = loose.getOrDefault(action.resource(), 0) + change;
            changedLoose = count == 0
                    ? loose.minus(action.resource())
                    : loose.plus(action.resource(), count);
        }
        return new Readiness(satisfied, free, byNode, changedLoads, running + change, changedLoose);
    }

    private Readiness with(
            PSortedMap<Integer, Integer> newSatisfied,
            PSortedSet<Integer> newFree,
            PSortedMap<NodeId, PSortedSet<Integer>> newByNode) {
        return new Readiness(newSatisfied, newFree, newByNode, loads, running, loose);
    }
}
