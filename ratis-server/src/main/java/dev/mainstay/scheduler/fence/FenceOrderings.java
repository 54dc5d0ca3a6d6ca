// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.fence;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/** Orders starts after fencing, and makes stops on the fenced machine follow from it. */
final class FenceOrderings {
    private final WorkingState state;

    FenceOrderings(WorkingState state) {
        this.state = state;
    }

    void order(WorkAction fence, WorkNode target) {
        state.allResources().filter(WorkResource::isPrimitive).forEach(resource -> {
            starts(resource, fence, target);
            implied(resource, fence, target);
        });
        WorkResource connection = target.connection();
        if (connection != null) {
            // The failure that asked for the fencing is forgotten when it is done, not before.
            connection.actions().stream().filter(a -> a.isTask(Tasks.CLEAR_FAILCOUNT))
                    .forEach(a -> WorkAction.order(fence, a, Ordering.ORDERED));
        }
    }

    private void starts(WorkResource resource, WorkAction fence, WorkNode target) {
        for (WorkAction action : List.copyOf(resource.actions())) {
            boolean start = action.isTask(Tasks.START);
            if (!start && !action.isTask(Tasks.PROMOTE)
                    && !action.isTask(Tasks.MIGRATE_TO)) {
                continue;
            }
            if (resource.is(ResourceFlag.NEEDS_FENCING)) {
                WorkAction.order(fence, action, Ordering.ORDERED);
            } else if (start && resource.is(ResourceFlag.NEEDS_QUORUM)
                    && resource.scores().has(target)
                    && resource.scores().discovery(target) != Discovery.NEVER
                    && !isKnown(resource, target)) {
                // It may be active on the machine about to be fenced: unless it requires nothing,
                // the only safe course is to wait.
                WorkAction.order(fence, action,
                        Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
            }
        }
    }

    /** Of instances that cannot be told apart, what is known of one is known of all. */
    private static boolean isKnown(WorkResource resource, WorkNode target) {
        WorkResource clone = resource.enclosingClone();
        return resource.history().isKnownOn(target)
                || clone != null && !clone.is(ResourceFlag.UNIQUE)
                        && clone.history().isKnownOn(target);
    }

    private static void implied(WorkResource resource, WorkAction fence, WorkNode target) {
        boolean after = resource.is(ResourceFlag.NEEDS_FENCING) || target.isGuest();
        // A replica's machine ends with its container, which waits for what is inside already.
        boolean each = after && !isReplica(target);
        for (WorkAction action : List.copyOf(resource.actions())) {
            if (action.node() != target) {
                continue;
            }
            if (action.isTask(Tasks.STOP)) {
                if (target.is(NodeFlag.ONLINE) && !target.is(NodeFlag.UNCLEAN)
                        && !target.isGuest() && resource.is(ResourceFlag.FAILED)) {
                    continue;
                }
                toPseudo(action, fence, each);
                WorkResource top = resource.top(false);
                if (after && !top.isPrimitive() && resource.is(ResourceFlag.MANAGED)) {
                    // Whatever else stops of the whole waits to be sure of this part.
                    top.actions().stream().filter(a -> a.isTask(Tasks.STOP))
                            .forEach(a -> WorkAction.order(fence, a, Ordering.ORDERED));
                }
            } else if (action.isTask(Tasks.DEMOTE)
                    && (!target.is(NodeFlag.ONLINE) || target.is(NodeFlag.UNCLEAN)
                            || target.isGuest() || resource.is(ResourceFlag.FAILED))) {
                toPseudo(action, fence, each);
            }
        }
    }

    private static boolean isReplica(WorkNode target) {
        WorkResource connection = target.connection();
        return target.isGuest() && connection != null && connection.is(ResourceFlag.BUNDLED);
    }

    private static void toPseudo(WorkAction action, WorkAction fence, boolean after) {
        action.set(ActionFlag.PSEUDO);
        action.set(ActionFlag.RUNNABLE);
        if (after) {
            WorkAction.order(fence, action, Ordering.ORDERED);
        }
    }
}
