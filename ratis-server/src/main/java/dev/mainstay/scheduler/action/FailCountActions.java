// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.unpack.FailCounts;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionClass;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.FailCountClear;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;

/** Clears fail counts that no longer mean anything. */
final class FailCountActions {
    private final UnpackContext context;
    private final ActionFactory factory;

    FailCountActions(UnpackContext context, ActionFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    void add() {
        for (FailCountClear clear : context.state().failCountClears()) {
            clear(clear.resource(), clear.node());
        }
        FailCounts counts = FailCounts.of(context);
        context.state().allResources()
                .filter(r -> r.isPrimitive() && r.is(ResourceFlag.REMOVED)
                        && !r.is(ResourceFlag.SURPLUS))
                .toList()
                .forEach(r -> removed(r, counts));
    }

    private void removed(WorkResource resource, FailCounts counts) {
        for (WorkNode node : context.state().nodes()) {
            if (node.is(NodeFlag.ONLINE) && resource.runsOn(node) && !isRemoved(node)
                    && counts.recorded(resource, node).count() > 0) {
                WorkAction clear = clear(resource, node);
                context.state().orderings().add(new Ordering(resource, "", clear, resource,
                        Tasks.key(resource.id(), Tasks.STOP, 0), null, Ordering.ORDERED));
            }
        }
    }

    private static boolean isRemoved(WorkNode node) {
        WorkResource connection = node.connection();
        return node.isRemote() && (connection == null || connection.is(ResourceFlag.REMOVED));
    }

    private WorkAction clear(WorkResource resource, WorkNode node) {
        WorkAction action = factory.task(resource, Tasks.CLEAR_FAILCOUNT, node, false);
        action.actionClass(ActionClass.CLUSTER);
        action.clear(ActionFlag.OPTIONAL);
        if (resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            // What is behind a connection is used as soon as it is up again.
            context.state().orderings().add(new Ordering(resource, "", action, resource,
                    Tasks.key(resource.id(), Tasks.START, 0), null, Ordering.ORDERED));
        }
        return action;
    }
}
