// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Changes the flags of actions while they are carried along the edges, and keeps those that have to
 * be looked at again: what was changed, what comes after it, and what comes after its collectives.
 */
final class FlagChanges {
    private final Deque<WorkAction> queue = new ArrayDeque<>();
    private final boolean[] queued;

    /** @param actions an upper bound of the actions' numbers, exclusive */
    FlagChanges(int actions) {
        this.queued = new boolean[actions];
    }

    /** The next action to look at; null if nothing changes any more. */
    @Nullable
    WorkAction next() {
        WorkAction next = queue.pollFirst();
        if (next != null) {
            queued[next.number()] = false;
        }
        return next;
    }

    void enqueue(WorkAction action) {
        if (!queued[action.number()]) {
            queued[action.number()] = true;
            queue.addLast(action);
        }
    }

    void required(WorkAction action) {
        clear(action, ActionFlag.OPTIONAL);
    }

    /** What cannot be done holds back what has to be with it; what is under way is being done. */
    void notRunnable(WorkAction action) {
        if (!action.is(ActionFlag.RUNNABLE) || action.is(ActionFlag.IN_FLIGHT)) {
            return;
        }
        action.clear(ActionFlag.RUNNABLE);
        action.clear(ActionFlag.MIGRATABLE);
        changed(action);
        ActionRelations.heldBackWith(action).forEach(this::notRunnable);
    }

    void set(WorkAction action, ActionFlag flag) {
        if (!action.is(flag)) {
            action.set(flag);
            changed(action);
        }
    }

    void clear(WorkAction action, ActionFlag flag) {
        if (action.is(flag)) {
            action.clear(flag);
            changed(action);
        }
    }

    private void changed(WorkAction action) {
        enqueueWithFollowers(action);
        WorkResource resource = action.resource();
        for (WorkResource r = resource == null ? null : resource.parent(); r != null;
                r = r.parent()) {
            // What depends on the whole depends on what becomes of its parts.
            WorkAction begin = ActionFactory.findTask(r, action.task(), null);
            WorkAction end = ActionFactory.findTask(r, Tasks.completion(action.task()), null);
            if (begin != null) {
                enqueueWithFollowers(begin);
            }
            if (end != null) {
                enqueueWithFollowers(end);
            }
        }
    }

    private void enqueueWithFollowers(WorkAction action) {
        enqueue(action);
        for (Edge edge : action.after()) {
            enqueue(edge.other());
        }
    }
}
