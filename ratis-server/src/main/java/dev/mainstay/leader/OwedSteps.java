// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.leader.ContinuedPlan.Relations;
import dev.mainstay.leader.OwedNotifications.Owed;
import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Puts owed notifications before the steps of a plan, each after what it tells of.
 *
 * <p>What they tell of and the plan does not contain is taken in as a step that goes on, so that
 * they are sent only if it succeeds. It is not loose then, so its own end would want no plan;
 * another one is asked for once they have been sent, for what the plan holds back because of it
 * (see {@link ContinuedPlan}). What the plan contains it tells of itself.
 *
 * <p>Whatever else the plan wants of the notified clone, or of what is connected to it, comes after
 * them. That makes no circle: they come after nothing but what is in flight, and no new step comes
 * before that.
 */
final class OwedSteps {

    private final List<TransitionStep> planned;
    private final ClusterState state;
    private final List<Owed> owed;
    private final SortedMap<ActionId, Integer> continued = new TreeMap<>();
    /** What the plan does not contain. */
    private final List<ActionId> taken;

    private OwedSteps(List<TransitionStep> planned, ClusterState state) {
        this.planned = planned;
        this.state = state;
        planned.forEach(step -> step.continues().ifPresent(
                id -> continued.put(id, step.number())));
        NavigableSet<String> told = new TreeSet<>();
        planned.forEach(step -> notification(step.action()).ifPresent(told::add));
        this.owed = OwedNotifications.of(state).stream()
                .filter(each -> each.causes().isEmpty()
                        || !told.contains(identity(each.notification())))
                .toList();
        this.taken = owed.stream().flatMap(each -> each.causes().stream())
                .filter(id -> !continued.containsKey(id))
                .distinct().sorted().toList();
    }

    /** The steps of a plan and what is owed, numbered anew. */
    static List<TransitionStep> ahead(List<TransitionStep> planned, ClusterState state,
            Supplier<Relations> relations) {
        OwedSteps steps = new OwedSteps(planned, state);
        return steps.owed.isEmpty() ? planned : steps.write(relations.get());
    }

    private List<TransitionStep> write(Relations relations) {
        List<TransitionStep> steps = new ArrayList<>();
        for (ActionId id : taken) {
            steps.add(new TransitionStep(
                    steps.size(), inFlight(id).action(), List.of(), Optional.of(id)));
        }
        for (Owed each : owed) {
            List<Integer> after = each.causes().stream().map(this::number).sorted().toList();
            steps.add(new TransitionStep(
                    steps.size(), each.notification(), after, Optional.empty()));
        }
        for (ActionId id : taken) {
            steps.add(replan(steps.size(), id));
        }
        for (TransitionStep step : planned) {
            NavigableSet<Integer> after = new TreeSet<>(told(step, relations));
            step.after().forEach(before -> after.add(shift() + before));
            steps.add(new TransitionStep(steps.size(), step.action(), List.copyOf(after),
                    step.continues()));
        }
        return steps;
    }

    /** By how much the plan's own steps are moved. */
    private int shift() {
        return 2 * taken.size() + owed.size();
    }

    private int number(ActionId cause) {
        int position = taken.indexOf(cause);
        return position >= 0
                ? position
                : shift() + Optional.ofNullable(continued.get(cause)).orElseThrow();
    }

    private TransitionStep replan(int number, ActionId cause) {
        NavigableSet<Integer> after = new TreeSet<>();
        after.add(number(cause));
        for (int i = 0; i < owed.size(); i++) {
            if (owed.get(i).causes().contains(cause)) {
                after.add(taken.size() + i);
            }
        }
        InFlightAction action = inFlight(cause);
        ClusterAction replan = new ClusterAction("replan_after_" + action.action().key(),
                ClusterTask.REPLAN, action.node(),
                TransitionProgress.resourceAction(action).map(ResourceAction::instance));
        return new TransitionStep(number, replan, List.copyOf(after), Optional.empty());
    }

    /** The owed notifications that a planned step waits for. */
    private List<Integer> told(TransitionStep step, Relations relations) {
        List<Integer> before = new ArrayList<>();
        if (step.action() instanceof ResourceAction action && step.continues().isEmpty()
                && action.task() != Task.PROBE) {
            for (int i = 0; i < owed.size(); i++) {
                if (ContinuedPlan.conflict(
                        owed.get(i).notification(), action, relations)) {
                    before.add(taken.size() + i);
                }
            }
        }
        return before;
    }

    private InFlightAction inFlight(ActionId id) {
        return Optional.ofNullable(state.inFlight().get(id)).orElseThrow();
    }

    private static Optional<String> notification(Action action) {
        return action instanceof ResourceAction resource && OwedNotifications.isPost(resource)
                ? Optional.of(identity(resource))
                : Optional.empty();
    }

    private static String identity(ResourceAction notification) {
        return notification.key() + " on " + notification.node();
    }
}
