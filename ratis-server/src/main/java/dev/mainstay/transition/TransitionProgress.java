// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import static dev.mainstay.transition.StepStatus.DONE;
import static dev.mainstay.transition.StepStatus.IN_FLIGHT;
import static dev.mainstay.transition.StepStatus.WAITING;

import dev.mainstay.model.NodeId;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * How far the adopted transition is: the status of its steps, and all that is in flight, also what
 * an earlier transition ordered. Immutable; each change costs what depends on the changed step.
 * Whether new work may begin at all (a wanted plan forbids it) is the caller's business.
 *
 * @param id log index of the adoption; 0 before the first
 * @param statuses of steps that are not waiting
 * @param inFlight everything ordered and unsettled
 * @param ended what became of the actions that ended last, so that a repeated result is recognised
 * @param doneCount number of steps that are done
 * @param readiness which steps may begin: derived from the rest
 */
public record TransitionProgress(
        long id,
        TransitionGraph graph,
        PSortedMap<Integer, StepStatus> statuses,
        PSortedMap<ActionId, InFlightAction> inFlight,
        PSortedMap<ActionId, StepStatus> ended,
        int doneCount,
        Readiness readiness) {

    /**
     * How many ended actions are remembered: a result may be repeated for as long as its node
     * retries, which is seconds, and the busiest cluster ends some hundred actions a second.
     */
    public static final int ENDED_KEPT = 4096;

    public static final TransitionProgress NONE = new TransitionProgress(0, TransitionGraph.EMPTY,
            TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), 0,
            Readiness.of(TransitionGraph.EMPTY));

    /**
     * Rebuilds from what a snapshot holds.
     *
     * @param graph of the adopted transition
     */
    public static TransitionProgress restore(
            long id,
            TransitionGraph graph,
            SortedMap<Integer, StepStatus> statuses,
            SortedMap<ActionId, InFlightAction> inFlight,
            SortedMap<ActionId, StepStatus> ended) {
        Readiness readiness = Readiness.of(graph);
        int done = 0;
        for (var entry : statuses.entrySet()) {
            readiness = readiness.taken(graph, entry.getKey());
            if (entry.getValue() == DONE) {
                readiness = readiness.afterDone(graph, entry.getKey(), statuses);
                done++;
            }
        }
        for (InFlightAction action : inFlight.values()) {
            readiness = readiness.begun(action);
        }
        return new TransitionProgress(id, graph, TreePMap.fromSortedMap(statuses),
                TreePMap.fromSortedMap(inFlight), TreePMap.fromSortedMap(ended), done, readiness);
    }

    public Transition transition() {
        return graph.transition();
    }

    public StepStatus status(int step) {
        return statuses.getOrDefault(step, WAITING);
    }

    /** Whether every step is done. */
    public boolean isComplete() {
        return doneCount == graph.size();
    }

    /** The id under which a step is or will be carried out. */
    public ActionId actionId(int step) {
        return graph.step(step).continues().orElseGet(() -> new ActionId(id, step));
    }

    /** What became of an action that is not in flight any more, as far as it is remembered. */
    public Optional<StepStatus> ended(ActionId action) {
        return Optional.ofNullable(ended.get(action));
    }

    /** The lowest step that may begin now: predecessors done, limits kept. */
    public Optional<Integer> nextReady(Throttles throttles) {
        return readiness.next(graph, throttles);
    }

    /** A ready step is ordered from a node. */
    public TransitionProgress begin(
            int step, NodeId node, long incarnation, long index, Instant time) {
        InFlightAction action = new InFlightAction(actionId(step), graph.step(step).action(), node,
                incarnation, index, time, transition().configurationRevision(), step);
        return new TransitionProgress(id, graph, statuses.plus(step, IN_FLIGHT),
                inFlight.plus(action.id(), action), ended, doneCount,
                readiness.taken(graph, step).begun(action));
    }

    /** A ready step that nobody carries out is done at once, or void. */
    public TransitionProgress settleReady(int step, StepStatus status) {
        return settled(step, status, inFlight, ended, readiness.taken(graph, step));
    }

    /** An action in flight ended. */
    public TransitionProgress end(InFlightAction action, StepStatus status) {
        PSortedMap<ActionId, StepStatus> remembered = ended.plus(action.id(), status);
        if (remembered.size() > ENDED_KEPT) {
            remembered = remembered.minusFirstEntry();
        }
        return settled(action.step(), status, inFlight.minus(action.id()), remembered,
                readiness.ended(action));
    }

    /**
     * The progress of a newly adopted transition: what it continues keeps its id, or counts with
     * the outcome that it has had meanwhile; what else is in flight goes on beside it. An equal
     * action that is in flight is continued even if the plan does not say so. Empty if the plan
     * continues something that neither is in flight nor is known to be done.
     */
    public Optional<TransitionProgress> succeed(long index, TransitionGraph next) {
        PSortedMap<ActionId, InFlightAction> carried = TreePMap.empty();
        TreeMap<String, ActionId> byPurpose = new TreeMap<>();
        for (InFlightAction action : inFlight.values()) {
            carried = carried.plus(action.id(), action.withStep(InFlightAction.LOOSE));
            // Of an older configuration its parameters may differ: it ends on its own, and the plan
            // after it sees what it ran with.
            if (action.action() instanceof FenceAction || action.configurationRevision()
                    == next.transition().configurationRevision()) {
                byPurpose.put(purpose(action.action()), action.id());
            }
        }
        PSortedMap<Integer, StepStatus> known = TreePMap.empty();
        for (TransitionStep step : next.transition().steps()) {
            Optional<ActionId> continued = byPurpose.isEmpty()
                    ? step.continues()
                    : step.continues()
                            .or(() -> Optional.ofNullable(byPurpose.get(purpose(step.action()))));
            if (continued.isEmpty()) {
                continue;
            }
            InFlightAction action = carried.get(continued.get());
            if (action != null && action.isLoose()) {
                carried = carried.plus(action.id(), action.withStep(step.number()));
                known = known.plus(step.number(), IN_FLIGHT);
            } else if (action == null && ended.get(continued.get()) == DONE) {
                known = known.plus(step.number(), DONE);
            } else if (step.continues().isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.of(restore(index, next, known, carried, ended));
    }

    /** What two actions have to have in common for one to serve as the other. */
    private static String purpose(Action action) {
        return switch (action) {
            case ResourceAction resource -> "resource " + resource;
            case FenceAction fence ->
                    "fence " + fence.target() + " " + fence.operation().settles();
            case ClusterAction cluster -> "cluster " + cluster;
            case PseudoAction pseudo -> "pseudo " + pseudo;
        };
    }

    /** The resource action of an entry in flight, if it is one. */
    public static Optional<ResourceAction> resourceAction(InFlightAction action) {
        return action.action() instanceof ResourceAction resource
                ? Optional.of(resource)
                : Optional.empty();
    }

    private TransitionProgress settled(
            int step,
            StepStatus status,
            PSortedMap<ActionId, InFlightAction> remaining,
            PSortedMap<ActionId, StepStatus> remembered,
            Readiness ready) {
        if (step == InFlightAction.LOOSE) {
            return new TransitionProgress(id, graph, statuses, remaining, remembered, doneCount,
                    ready);
        }
        PSortedMap<Integer, StepStatus> next = statuses.plus(step, status);
        return status == DONE
                ? new TransitionProgress(id, graph, next, remaining, remembered, doneCount + 1,
                        ready.afterDone(graph, step, next))
                : new TransitionProgress(id, graph, next, remaining, remembered, doneCount, ready);
    }
}
