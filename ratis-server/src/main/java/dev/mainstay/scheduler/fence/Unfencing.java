// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.fence;

import dev.mainstay.scheduler.work.ActionClass;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/**
 * Unfences machines that were not yet, or whose unfencing device changed (Pacemaker Explained,
 * "Unfencing"). What requires it stops before and starts after; fence devices start after it too,
 * because those that unfence can often do nothing on a machine that is still fenced.
 */
public final class Unfencing {
    private static final String UNFENCED_AT = "#node-unfenced";

    private Unfencing() {}

    public static void schedule(WorkingState state) {
        if (!state.unfencingInUse()) {
            return;
        }
        for (WorkNode node : state.nodes()) {
            if (isNeeded(node)) {
                unfence(state, node);
            }
        }
    }

    private static boolean isNeeded(WorkNode node) {
        if (!node.is(NodeFlag.ONLINE) || node.is(NodeFlag.UNCLEAN) || node.is(NodeFlag.PENDING)
                || node.is(NodeFlag.SHUTDOWN) || node.isGuest()) {
            return false;
        }
        return node.is(NodeFlag.NEEDS_UNFENCING)
                || node.attribute(UNFENCED_AT).filter(time -> !time.equals("0")).isEmpty();
    }

    private static void unfence(WorkingState state, WorkNode node) {
        WorkAction on = new WorkAction(state.nextActionNumber(),
                "stonith-" + node.name() + "-on", Tasks.FENCE, null, node, 0);
        on.actionClass(ActionClass.FENCE);
        on.set(ActionFlag.RUNNABLE);
        on.meta().put("operation", "on");
        state.actions().add(on);
        state.allResources().filter(WorkResource::isPrimitive)
                .filter(r -> r.is(ResourceFlag.NEEDS_UNFENCING) || r.isFenceDevice())
                .forEach(r -> order(r, node, on));
    }

    private static void order(WorkResource resource, WorkNode node, WorkAction on) {
        for (WorkAction action : List.copyOf(resource.actions())) {
            if (action.node() != node || action.cancellation()) {
                continue;
            }
            if (action.isTask(Tasks.START)) {
                WorkAction.order(on, action, Ordering.ORDERED | Ordering.FIRST_IMPLIES_THEN);
            } else if (action.isTask(Tasks.MONITOR) && action.intervalMillis() == 0) {
                WorkAction.order(on, action, Ordering.ORDERED);
            } else if (action.isTask(Tasks.STOP) && resource.is(ResourceFlag.NEEDS_UNFENCING)) {
                WorkAction.order(action, on, Ordering.ORDERED);
            }
        }
    }
}
