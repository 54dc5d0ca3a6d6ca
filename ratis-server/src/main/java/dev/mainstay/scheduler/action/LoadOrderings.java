// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.PseudoActions;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;

/** Lets what uses capacity leave a machine before something else that uses it comes. */
final class LoadOrderings {
    private LoadOrderings() {}

    static void add(WorkingState state, WorkResource resource) {
        if (!state.options().placement().usesCapacity() || resource.utilization().isEmpty()
                || !resource.is(ResourceFlag.MANAGED)) {
            return;
        }
        for (WorkNode node : resource.running()) {
            state.orderings().add(new Ordering(resource,
                    Tasks.key(resource.id(), Tasks.STOP, 0), null, null, "",
                    stopped(state, node), Ordering.LOAD));
        }
        String start = Tasks.key(resource.id(), Tasks.START, 0);
        String migrate = Tasks.key(resource.id(), Tasks.MIGRATE_TO, 0);
        for (WorkNode node : state.nodes()) {
            if (!resource.scores().has(node) || !node.is(NodeFlag.ONLINE)) {
                continue;
            }
            WorkAction stopped = stopped(state, node);
            state.orderings().add(
                    new Ordering(null, "", stopped, resource, start, null, Ordering.LOAD));
            state.orderings().add(
                    new Ordering(null, "", stopped, resource, migrate, null, Ordering.LOAD));
        }
    }

    /** Done when everything that uses capacity and leaves the machine has left it. */
    private static WorkAction stopped(WorkingState state, WorkNode node) {
        WorkAction action = PseudoActions.create(state, "load_stopped_" + node.name(), false);
        action.meta().put("load_node", node.name());
        action.set(ActionFlag.RUNNABLE);
        return action;
    }
}
