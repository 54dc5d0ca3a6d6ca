// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.Optional;

/** Ends recurring operations. */
final class Cancellations {
    private Cancellations() {}

    /**
     * Makes the cancellation of one recurring operation, once; empty if nobody can carry it out.
     */
    static Optional<WorkAction> cancel(WorkingState state, WorkResource resource, String task,
            long intervalMillis, WorkNode node) {
        if (!node.is(NodeFlag.ONLINE) || node.is(NodeFlag.PENDING)) {
            return Optional.empty();
        }
        String key = Tasks.key(resource.id(), task, intervalMillis);
        for (WorkAction action : resource.actions()) {
            if (action.cancellation() && action.node() == node && action.key().equals(key)) {
                return Optional.of(action);
            }
        }
        WorkAction cancel = new WorkAction(
                state.nextActionNumber(), key, Tasks.CANCEL, resource, node, intervalMillis);
        cancel.cancellation(true);
        cancel.set(ActionFlag.RUNNABLE);
        resource.actions().add(cancel);
        state.actions().add(cancel);
        return Optional.of(cancel);
    }

    /** What is cancelled for good goes on until the resource has stopped, if it has to. */
    static void afterStop(WorkingState state, WorkResource resource, WorkAction cancel) {
        state.orderings().add(new Ordering(resource, Tasks.key(resource.id(), Tasks.STOP, 0), null,
                resource, "", cancel, Ordering.ORDERED));
    }
}
