// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.FencingRequests;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.QuorumPolicy;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes actions, one per key and machine, and says at once whether they could be executed. */
public final class ActionFactory {
    private final WorkingState state;

    public ActionFactory(WorkingState state) {
        this.state = state;
    }

    public WorkAction start(WorkResource resource, @Nullable WorkNode node, boolean optional) {
        return task(resource, Tasks.START, node, optional);
    }

    public WorkAction stop(WorkResource resource, @Nullable WorkNode node, boolean optional) {
        return task(resource, Tasks.STOP, node, optional);
    }

    /** The action of a task without interval. */
    public WorkAction task(
            WorkResource resource, String task, @Nullable WorkNode node, boolean optional) {
        return create(resource, task, 0, node, optional);
    }

    public WorkAction create(WorkResource resource, String task, long intervalMillis,
            @Nullable WorkNode node, boolean optional) {
        String key = Tasks.key(resource.id(), task, intervalMillis);
        WorkAction action = find(resource, key, node);
        if (action == null) {
            action = new WorkAction(
                    state.nextActionNumber(), key, task, resource, node, intervalMillis);
            action.set(ActionFlag.RUNNABLE);
            if (optional) {
                action.set(ActionFlag.OPTIONAL);
            }
            resource.actions().add(action);
            state.actions().add(action);
            judge(action, resource);
        } else if (!optional) {
            action.clear(ActionFlag.OPTIONAL);
        }
        if (!resource.is(ResourceFlag.MANAGED) && intervalMillis == 0
                && !task.equals(Tasks.MONITOR) && resource.isPrimitive()) {
            // Nobody but the user starts or stops what is not managed.
            action.set(ActionFlag.OPTIONAL);
        }
        return action;
    }

    /** A pseudo action of a collective. */
    public WorkAction pseudo(WorkResource resource, String task, boolean optional) {
        WorkAction action = create(resource, task, 0, null, optional);
        action.set(ActionFlag.PSEUDO);
        action.set(ActionFlag.RUNNABLE);
        return action;
    }

    public static @Nullable WorkAction find(
            WorkResource resource, String key, @Nullable WorkNode node) {
        for (WorkAction action : resource.actions()) {
            if (action.key().equals(key) && action.node() == node && !action.cancellation()) {
                return action;
            }
        }
        return null;
    }

    /** The first action with this task, on this machine unless null. */
    public static @Nullable WorkAction findTask(
            WorkResource resource, String task, @Nullable WorkNode node) {
        for (WorkAction action : resource.actions()) {
            if (action.task().equals(task) && action.intervalMillis() == 0
                    && (node == null || action.node() == node || action.node() == null)) {
                return action;
            }
        }
        return null;
    }

    private void judge(WorkAction action, WorkResource resource) {
        WorkNode node = action.node();
        if (!resource.isPrimitive()) {
            return;
        }
        if (node == null) {
            action.clear(ActionFlag.RUNNABLE);
            return;
        }
        boolean recoverableGuest = node.isGuest() && node.is(NodeFlag.REMOTE_RESET);
        if (!node.is(NodeFlag.ONLINE) && !recoverableGuest) {
            action.clear(ActionFlag.RUNNABLE);
            if (action.isTask(Tasks.STOP) && resource.is(ResourceFlag.MANAGED)
                    && state.options().fencingEnabled() && !node.is(NodeFlag.UNCLEAN)
                    && !action.is(ActionFlag.OPTIONAL)) {
                FencingRequests.request(node, "actions there cannot be run");
            }
            return;
        }
        if (node.is(NodeFlag.PENDING)) {
            action.clear(ActionFlag.RUNNABLE);
            return;
        }
        boolean gated = action.isTask(Tasks.START) || action.isTask(Tasks.PROMOTE);
        if (gated && resource.is(ResourceFlag.NEEDS_QUORUM) && !hasQuorumFor(resource, action)) {
            state.ledger().obstructed(resource.id(), node.name(), action.task(),
                    new ScoreSource.NoQuorum(
                            state.options().quorumPolicy().name().toLowerCase(Locale.ROOT)));
            action.clear(ActionFlag.RUNNABLE);
        }
    }

    /** Quorum gates starting and promoting only. */
    private boolean hasQuorumFor(WorkResource resource, WorkAction action) {
        if (state.options().quorate()) {
            return true;
        }
        QuorumPolicy policy = state.options().quorumPolicy();
        return switch (policy) {
            case IGNORE -> true;
            case STOP, FENCE -> false;
            case DEMOTE -> resource.inPromotable() && !action.isTask(Tasks.PROMOTE)
                    && resource.role() != Role.STOPPED;
            case FREEZE -> resource.top(true).isActive(false)
                    && (resource.nextRole() == null
                            || resource.nextRole().compareTo(resource.role()) <= 0);
        };
    }
}
