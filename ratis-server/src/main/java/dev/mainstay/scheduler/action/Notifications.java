// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the active instances of clones that ask for it before and after each start, stop, promotion
 * and demotion. It comes last, when it is certain what happens: {@code pre} on all, then the task,
 * then {@code post} on all that remain. What all of them are told, and the tasks too, tell {@link
 * NotificationLists}.
 */
public final class Notifications {
    private static final List<String> TASKS =
            List.of(Tasks.STOP, Tasks.START, Tasks.PROMOTE, Tasks.DEMOTE);

    private final WorkingState state;
    private final ActionFactory factory;

    private Notifications(WorkingState state) {
        this.state = state;
        this.factory = new ActionFactory(state);
    }

    public static void add(WorkingState state) {
        Notifications notifications = new Notifications(state);
        state.allResources().filter(r -> r.isClone() && r.is(ResourceFlag.NOTIFY)).toList()
                .forEach(notifications::add);
    }

    /** The four ends of one task's notifications. */
    private record Phase(WorkAction before, WorkAction beforeDone, WorkAction after,
            WorkAction afterDone) {}

    private void add(WorkResource clone) {
        Map<String, Phase> phases = new TreeMap<>();
        for (String task : TASKS) {
            WorkAction begin = ActionFactory.findTask(clone, task, null);
            WorkAction end = ActionFactory.findTask(clone, Tasks.completion(task), null);
            if (begin != null && end != null && happens(clone, task, begin)) {
                phases.put(task, phase(clone, task, begin, end));
            }
        }
        inTurn(phases, Tasks.STOP, Tasks.START);
        inTurn(phases, Tasks.STOP, Tasks.PROMOTE);
        inTurn(phases, Tasks.START, Tasks.PROMOTE);
        inTurn(phases, Tasks.DEMOTE, Tasks.PROMOTE);
        inTurn(phases, Tasks.DEMOTE, Tasks.START);
        inTurn(phases, Tasks.DEMOTE, Tasks.STOP);
        phases.forEach((task, phase) -> clone.primitives().forEach(p -> tell(p, task, phase)));
        if (!phases.isEmpty()) {
            SortedMap<String, String> lists = NotificationLists.of(state, clone);
            clone.primitives().flatMap(instance -> instance.actions().stream())
                    .filter(Notifications::isToldOfOthers)
                    .forEach(action -> action.meta().putAll(lists));
        }
    }

    private static boolean isToldOfOthers(WorkAction action) {
        return action.is(ActionFlag.NOTIFICATION)
                || TASKS.contains(action.task()) && !action.is(ActionFlag.OPTIONAL);
    }

    private static boolean happens(WorkResource clone, String task, WorkAction begin) {
        if (begin.is(ActionFlag.OPTIONAL) && !begin.is(ActionFlag.ALWAYS_SHOWN)) {
            return false;
        }
        // A stop is announced even where it cannot be done.
        boolean ends = task.equals(Tasks.STOP);
        return clone.primitives().flatMap(p -> p.actions().stream())
                .anyMatch(a -> a.isTask(task) && !a.is(ActionFlag.OPTIONAL)
                        && (ends || a.is(ActionFlag.RUNNABLE)));
    }

    private Phase phase(WorkResource clone, String task, WorkAction begin, WorkAction end) {
        String completion = Tasks.completion(task);
        Phase phase = new Phase(
                pseudo(clone, "pre_notify_" + task),
                pseudo(clone, "confirmed-pre_notify_" + task),
                pseudo(clone, "post_notify_" + completion),
                pseudo(clone, "confirmed-post_notify_" + completion));
        WorkAction.order(phase.before(), phase.beforeDone(), Ordering.ORDERED);
        WorkAction.order(phase.beforeDone(), begin, Ordering.ORDERED);
        for (Edge edge : List.copyOf(end.after())) {
            if (!isWithin(edge.other().resource(), clone)) {
                WorkAction.order(phase.afterDone(), edge.other(), edge.kinds());
            }
        }
        WorkAction.order(end, phase.after(), Ordering.ORDERED);
        WorkAction.order(phase.after(), phase.afterDone(), Ordering.ORDERED);
        return phase;
    }

    private static boolean isWithin(@Nullable WorkResource part, WorkResource clone) {
        for (WorkResource r = part; r != null; r = r.parent()) {
            if (r == clone) {
                return true;
            }
        }
        return false;
    }

    private WorkAction pseudo(WorkResource clone, String task) {
        return factory.pseudo(clone, task, false);
    }

    private static void inTurn(Map<String, Phase> phases, String first, String then) {
        Phase before = phases.get(first);
        Phase after = phases.get(then);
        if (before != null && after != null) {
            WorkAction.order(before.afterDone(), after.before(), Ordering.ORDERED);
        }
    }

    /**
     * Tells an instance of one task if it is active at that time, given that all demotions come
     * first, then the stops, the starts and the promotions.
     */
    private void tell(WorkResource instance, String task, Phase phase) {
        boolean early = task.equals(Tasks.DEMOTE) || task.equals(Tasks.STOP);
        if (early) {
            now(instance, false, "pre_notify_" + task, phase.before(), phase.beforeDone());
        } else if (task.equals(Tasks.START)) {
            now(instance, true, "pre_notify_" + task, phase.before(), phase.beforeDone());
        } else {
            later(instance, "pre_notify_" + task, phase.before(), phase.beforeDone());
        }
        if (early) {
            now(instance, task.equals(Tasks.STOP), "post_notify_" + task, phase.after(),
                    phase.afterDone());
        } else {
            later(instance, "post_notify_" + task, phase.after(), phase.afterDone());
        }
        for (WorkAction action : instance.actions()) {
            if (action.intervalMillis() > 0 && !action.cancellation()
                    && !action.is(ActionFlag.OPTIONAL)) {
                WorkAction.order(phase.afterDone(), action, Ordering.ORDERED);
            }
        }
    }

    private void now(WorkResource instance, boolean unlessStopping, String task,
            WorkAction after, WorkAction before) {
        if (instance.role() == Role.STOPPED) {
            return;
        }
        for (WorkNode node : instance.running()) {
            boolean stopping = instance.actions().stream().anyMatch(a -> a.isTask(Tasks.STOP)
                    && a.node() == node && !a.is(ActionFlag.OPTIONAL)
                    && a.is(ActionFlag.RUNNABLE));
            if (!unlessStopping || !stopping) {
                notify(instance, node, task, after, before);
            }
        }
    }

    private void later(
            WorkResource instance, String task, WorkAction after, WorkAction before) {
        WorkNode assigned = instance.assigned();
        if (assigned == null || instance.plannedRole() == Role.STOPPED) {
            return;
        }
        WorkAction start = ActionFactory.findTask(instance, Tasks.START, assigned);
        if (start == null || start.is(ActionFlag.RUNNABLE) || start.is(ActionFlag.OPTIONAL)) {
            notify(instance, assigned, task, after, before);
        }
    }

    private void notify(WorkResource instance, WorkNode node, String task, WorkAction after,
            WorkAction before) {
        if (!node.is(NodeFlag.ONLINE) || node.is(NodeFlag.UNCLEAN)
                || node.is(NodeFlag.REMOTE_RESET)) {
            return;
        }
        WorkAction notify = factory.task(instance, task, node, false);
        notify.set(ActionFlag.NOTIFICATION);
        WorkAction.order(after, notify, Ordering.ORDERED);
        WorkAction.order(notify, before, Ordering.ORDERED);
    }
}
