// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Activity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The post-notifications of the adopted transition that the next one has to carry on: those of
 * which nothing but their own turn is left to come. All that they tell of is done or in flight, so
 * no plan will order it again and none would tell of it. Pacemaker ends an aborted transition with
 * the same ones.
 *
 * <p>While something that they tell of has not been begun, nothing is owed: the next plan decides
 * anew whether it happens, and its own notifications tell what then happens. Nothing is owed to a
 * machine that is lost, or to an instance that is not active there any more.
 */
final class OwedNotifications {

    private static final String TYPE = "notify_type";
    private static final String POST = "post";

    private final ClusterState state;
    private final TransitionProgress progress;
    /** The notifications of a phase all come after the same steps. */
    private final Map<List<Integer>, Optional<NavigableSet<ActionId>>> causes = new HashMap<>();

    private OwedNotifications(ClusterState state) {
        this.state = state;
        this.progress = state.progress();
    }

    /**
     * One notification.
     *
     * @param causes what it tells of and is still in flight
     */
    record Owed(ResourceAction notification, NavigableSet<ActionId> causes) {

        Owed {
            causes = Collections.unmodifiableNavigableSet(new TreeSet<>(causes));
        }
    }

    /** In the order of the adopted transition. */
    static List<Owed> of(ClusterState state) {
        return new OwedNotifications(state).collect();
    }

    static boolean isPost(ResourceAction action) {
        return action.task() == Task.NOTIFY && POST.equals(action.context().get(TYPE));
    }

    private List<Owed> collect() {
        List<Owed> owed = new ArrayList<>();
        for (TransitionStep step : progress.transition().steps()) {
            if (step.action() instanceof ResourceAction action && isPost(action)
                    && progress.status(step.number()) == StepStatus.WAITING) {
                causes.computeIfAbsent(step.after(), this::inFlightBefore)
                        .filter(before -> isActive(action, before))
                        .ifPresent(before -> owed.add(new Owed(action, before)));
            }
        }
        return owed;
    }

    /** What is in flight before a step, unless anything else than order has yet to come. */
    private Optional<NavigableSet<ActionId>> inFlightBefore(List<Integer> after) {
        NavigableSet<ActionId> found = new TreeSet<>();
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(after);
        while (!open.isEmpty()) {
            int number = open.pop();
            if (seen.get(number)) {
                continue;
            }
            seen.set(number);
            TransitionStep step = progress.graph().step(number);
            switch (progress.status(number)) {
                case DONE -> {
                    // Whatever came before it is done too.
                }
                case IN_FLIGHT -> {
                    if (!(step.action() instanceof ResourceAction)) {
                        return Optional.empty();
                    }
                    found.add(progress.actionId(number));
                }
                case WAITING -> {
                    if (!(step.action() instanceof PseudoAction)) {
                        return Optional.empty();
                    }
                    open.addAll(step.after());
                }
                case FAILED, UNKNOWN, VOID -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(found);
    }

    private boolean isActive(ResourceAction told, NavigableSet<ActionId> before) {
        Optional<NodeRecord> node = state.node(told.node()).filter(NodeRecord::isActive);
        boolean configured = state.revisions().index().agent(told.resource()).isPresent();
        if (node.isEmpty() || !configured || isInFlight(Task.STOP, told)) {
            return false;
        }
        boolean starting = before.stream()
                .map(id -> state.inFlight().get(id))
                .anyMatch(cause -> cause != null && is(Task.START, cause.action(), told));
        return starting || Optional.ofNullable(node.get().histories().get(told.instance()))
                .map(history -> history.activity())
                .filter(activity -> activity == Activity.ACTIVE || activity == Activity.PROMOTED)
                .isPresent();
    }

    private boolean isInFlight(Task task, ResourceAction told) {
        return state.inFlight().values().stream()
                .map(InFlightAction::action)
                .anyMatch(action -> is(task, action, told));
    }

    private static boolean is(Task task, Action action, ResourceAction told) {
        NodeId node = told.node();
        return action instanceof ResourceAction resource && resource.task() == task
                && resource.instance().equals(told.instance()) && resource.node().equals(node);
    }
}
