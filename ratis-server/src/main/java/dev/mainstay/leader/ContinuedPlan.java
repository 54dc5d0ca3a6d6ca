// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A plan beside the actions that are in flight already (safety.md 4).
 *
 * <ol>
 * <li>An action in flight that the plan contains too keeps its id and its place in the order.
 * <li>One that the plan does not contain, or wants only after something that has not happened yet,
 * or that was ordered with an older configuration, or that changes what the plan wants probed, is
 * loose: it contradicts the plan.
 * <li>Held back are all steps of a loose action's resource, every step that changes what a
 * connected resource does, and whatever comes after these. The end of a loose action wants another
 * plan, which knows how it ended. What is not connected goes on: one slow start delays no other
 * service.
 * </ol>
 *
 * <p>Fencing is never held back: what it waits for on a lost machine cannot come.
 */
final class ContinuedPlan {

    private final List<PlannedAction> planned;
    private final SortedMap<Integer, Action> actions;
    private final SortedMap<Integer, List<Integer>> successors = new TreeMap<>();
    private final SortedMap<Integer, ActionId> continued = new TreeMap<>();
    private final NavigableSet<Integer> heldBack = new TreeSet<>();

    /** @param actions of the planned steps, by their ids */
    ContinuedPlan(
            List<PlannedAction> planned,
            SortedMap<Integer, Action> actions,
            ClusterState state,
            Supplier<Relations> relations) {
        this.planned = planned;
        this.actions = actions;
        planned.forEach(each -> each.after().forEach(before -> successors
                .computeIfAbsent(before, key -> new ArrayList<>()).add(each.id())));
        continueWhatIsInFlight(state);
        List<ResourceAction> loose = loose(state.inFlight().values());
        if (!loose.isEmpty()) {
            holdBack(loose, relations.get());
        }
    }

    /** The steps to be adopted, in the order of the plan. */
    List<PlannedAction> kept() {
        return planned.stream().filter(each -> !heldBack.contains(each.id())).toList();
    }

    /** The id under which a step is in flight already. */
    Optional<ActionId> continuedBy(PlannedAction step) {
        return Optional.ofNullable(continued.get(step.id()));
    }

    private void continueWhatIsInFlight(ClusterState state) {
        SortedMap<String, ActionId> known = new TreeMap<>();
        for (InFlightAction each : state.inFlight().values()) {
            // Of an older configuration its parameters may differ: the plan after it has to see
            // with which ones it ran.
            if (!(each.action() instanceof ResourceAction)
                    || each.configurationRevision() == state.revision()) {
                known.put(identity(each.action()), each.id());
            }
        }
        if (known.isEmpty()) {
            return;
        }
        actions.forEach((id, action) -> Optional.ofNullable(known.remove(identity(action)))
                .ifPresent(inFlight -> continued.put(id, inFlight)));
        reach(actions.keySet().stream().filter(this::hasYetToHappen).toList())
                .forEach(id -> {
                    if (actions.get(id) instanceof ResourceAction) {
                        continued.remove(id);
                    }
                });
        loosenWhatIsProbed();
    }

    /** Of a probe beside a change nobody could say whether it found what was before or after. */
    private void loosenWhatIsProbed() {
        NavigableSet<String> probed = new TreeSet<>();
        actions.forEach((id, action) -> {
            if (action instanceof ResourceAction probe && probe.task() == Task.PROBE
                    && !continued.containsKey(id)) {
                probed.add(place(probe));
            }
        });
        continued.keySet().removeIf(id -> action(id) instanceof ResourceAction busy
                && changesWhatIsFound(busy)
                && (probed.contains(place(busy)) || busy.migrateTarget()
                        .filter(target -> probed.contains(place(busy, target))).isPresent()));
    }

    private static String place(ResourceAction action) {
        return place(action, action.node());
    }

    private static String place(ResourceAction action, NodeId node) {
        return action.instance() + " on " + node;
    }

    private static boolean changesWhatIsFound(ResourceAction action) {
        return switch (action.task()) {
            case PROBE, MONITOR, NOTIFY, RELOAD, RELOAD_AGENT, DELETE -> false;
            case START, STOP, PROMOTE, DEMOTE, MIGRATE_TO, MIGRATE_FROM -> true;
        };
    }

    /** A probe decides nothing by its end: if it finds something, another plan is wanted. */
    private boolean hasYetToHappen(int id) {
        return !continued.containsKey(id) && switch (action(id)) {
            case ResourceAction action -> action.task() != Task.PROBE;
            case FenceAction fence -> true;
            case ClusterAction cluster -> true;
            case PseudoAction pseudo -> false;
        };
    }

    private List<ResourceAction> loose(Collection<InFlightAction> inFlight) {
        List<ResourceAction> loose = new ArrayList<>();
        for (InFlightAction each : inFlight) {
            if (each.action() instanceof ResourceAction action
                    && !continued.containsValue(each.id())) {
                loose.add(action);
            }
        }
        return loose;
    }

    private void holdBack(List<ResourceAction> loose, Relations relations) {
        List<Integer> conflicting = actions.keySet().stream()
                .filter(id -> !continued.containsKey(id))
                .filter(id -> action(id) instanceof ResourceAction wanted && loose.stream()
                        .anyMatch(busy -> conflict(busy, wanted, relations)))
                .toList();
        heldBack.addAll(conflicting);
        reach(conflicting).stream()
                .filter(id -> !continued.containsKey(id)
                        && !(actions.get(id) instanceof FenceAction))
                .forEach(heldBack::add);
    }

    /** Whether a wanted action has to wait for the end of one that is busy. */
    static boolean conflict(
            ResourceAction busy, ResourceAction wanted, Relations relations) {
        if (busy.resource().equals(wanted.resource())) {
            return true;
        }
        if (!changes(wanted) || !mayChange(busy)) {
            return false;
        }
        List<ResourceId> concerned = relations.concerned().apply(wanted);
        return relations.concerned().apply(busy).stream()
                .anyMatch(one -> concerned.stream()
                        .anyMatch(other -> relations.connections().areConnected(one, other)));
    }

    /** Whether a connected resource has to wait for the end of the action. */
    private static boolean mayChange(ResourceAction busy) {
        return switch (busy.task()) {
            // Its news may come at any time, in flight or not, and wants a plan when it is bad.
            case MONITOR -> false;
            case PROBE, START, STOP, PROMOTE, DEMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD,
                    RELOAD_AGENT, DELETE ->
                    true;
        };
    }

    /** The end of a monitor comes before a change, and without one nothing would watch. */
    private static boolean changes(ResourceAction wanted) {
        return switch (wanted.task()) {
            case PROBE -> false;
            case MONITOR -> wanted.cancel();
            case START, STOP, PROMOTE, DEMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD,
                    RELOAD_AGENT, DELETE ->
                    true;
        };
    }

    /** Whatever comes after one of these steps. */
    private NavigableSet<Integer> reach(List<Integer> from) {
        NavigableSet<Integer> reached = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (int next : successors.getOrDefault(open.pop(), List.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }

    private Action action(int id) {
        return Optional.ofNullable(actions.get(id)).orElseThrow();
    }

    /** A machine has one fence operation at a time, whatever it is asked to do. */
    private static String identity(Action action) {
        return switch (action) {
            case FenceAction fence -> "fence " + fence.target();
            case ResourceAction resource -> resource.key() + " on " + resource.node()
                    + resource.migrateTarget().map(target -> " to " + target).orElse("")
                    + (resource.cancel() ? " cancelled" : "");
            case ClusterAction cluster -> cluster.key() + " of " + cluster.node();
            case PseudoAction pseudo -> "pseudo " + pseudo.key();
        };
    }

    /**
     * What resources have to do with each other.
     *
     * @param concerned the configured resources that an action is about: its own, and the one that
     *        makes the machine on which it runs
     */
    record Relations(
            ResourceConnections connections,
            Function<ResourceAction, List<ResourceId>> concerned) {}
}
