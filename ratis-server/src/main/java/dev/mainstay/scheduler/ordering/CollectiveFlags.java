// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.assign.InstanceMatch;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an action need not be done and can be done; for a collective, as its parts say. */
record CollectiveFlags(boolean optional, boolean runnable) {

    static CollectiveFlags of(WorkAction action, @Nullable WorkNode node) {
        WorkResource resource = action.resource();
        if (resource == null || resource.isPrimitive()) {
            return new CollectiveFlags(
                    action.is(ActionFlag.OPTIONAL), action.is(ActionFlag.RUNNABLE));
        }
        String task = Tasks.begin(action.task());
        if (!isRoleTask(task)) {
            return new CollectiveFlags(
                    action.is(ActionFlag.OPTIONAL), action.is(ActionFlag.RUNNABLE));
        }
        return resource.isGroup() ? group(action, resource, task, node)
                : instances(action, resource, task, node);
    }

    /**
     * As seen from one machine: what instances elsewhere have to do does not concern it, but where
     * any of them can do it the whole can.
     */
    static CollectiveFlags seenFrom(WorkAction action, @Nullable WorkNode node) {
        CollectiveFlags whole = of(action, null);
        WorkResource resource = action.resource();
        if (node == null || resource == null || !resource.isMultiple()) {
            return whole;
        }
        return new CollectiveFlags(of(action, node).optional(), whole.runnable());
    }

    private static boolean isRoleTask(String task) {
        return switch (task) {
            case Tasks.START, Tasks.STOP, Tasks.PROMOTE, Tasks.DEMOTE -> true;
            default -> false;
        };
    }

    private static CollectiveFlags group(
            WorkAction action, WorkResource group, String task, @Nullable WorkNode node) {
        boolean optional = true;
        boolean runnable = true;
        boolean complete = true;
        for (WorkResource member : group.children()) {
            WorkAction part = ActionFactory.findTask(member, task, node);
            if (part == null || part.node() == null) {
                complete &= task.equals(Tasks.STOP) || task.equals(Tasks.DEMOTE);
                runnable &= part != null || !task.equals(Tasks.DEMOTE)
                        || endsWithoutDemotion(action, member);
                continue;
            }
            optional &= part.is(ActionFlag.OPTIONAL);
            runnable &= part.is(ActionFlag.RUNNABLE);
        }
        // What one machine's part says does not bind the whole.
        if (node == null) {
            merge(action, optional, runnable);
        }
        // A group without one of its members is not up, but begins with the others all the same.
        return new CollectiveFlags(optional, runnable && complete);
    }

    /** A group is demoted as a whole only if each of its members is or was. */
    private static boolean endsWithoutDemotion(WorkAction action, WorkResource member) {
        return !action.isTask(Tasks.DEMOTED) || member.is(ResourceFlag.DEMOTED);
    }

    /** A collective's own action can only become required and impossible, never the reverse. */
    private static CollectiveFlags merge(WorkAction action, boolean optional, boolean runnable) {
        if (!optional) {
            action.clear(ActionFlag.OPTIONAL);
        }
        if (!runnable) {
            action.clear(ActionFlag.RUNNABLE);
        }
        return new CollectiveFlags(optional, runnable);
    }

    private static CollectiveFlags instances(
            WorkAction action, WorkResource collective, String task, @Nullable WorkNode node) {
        boolean optional = true;
        boolean anyRunnable = false;
        boolean any = false;
        List<WorkResource> instances = InstanceMatch.instances(collective, task);
        for (WorkResource instance : instances) {
            WorkAction part = ActionFactory.findTask(
                    instance, task, instance.isPrimitive() ? node : null);
            if (part == null) {
                continue;
            }
            any = true;
            CollectiveFlags flags = of(part, node);
            optional &= flags.optional();
            anyRunnable |= flags.runnable();
        }
        boolean runnable = any && anyRunnable;
        if (node == null) {
            return merge(action, optional, runnable);
        }
        return new CollectiveFlags(optional, runnable);
    }
}
