// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.fence;

import dev.mainstay.scheduler.unpack.Termination;
import dev.mainstay.scheduler.work.ActionClass;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.QuorumPolicy;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schedules fencing and shutdowns; the machine that coordinates goes last. */
public final class Fencing {
    private final WorkingState state;
    private final FenceOrderings orderings;
    private final List<WorkAction> fencing = new ArrayList<>();
    private final List<WorkAction> shutdowns = new ArrayList<>();
    private @Nullable WorkAction controllerEnd = null;

    private Fencing(WorkingState state) {
        this.state = state;
        this.orderings = new FenceOrderings(state);
    }

    public static void schedule(WorkingState state) {
        new Fencing(state).schedule();
    }

    /** Marks everything here for fencing where lost quorum asks for it. */
    public static void requestWithoutQuorum(WorkingState state) {
        if (state.options().quorate()
                || state.options().quorumPolicy() != QuorumPolicy.FENCE) {
            return;
        }
        for (WorkNode node : state.nodes()) {
            if (!node.isRemote() && node.is(NodeFlag.ONLINE)) {
                dev.mainstay.scheduler.unpack.FencingRequests.request(node, "no quorum");
            }
        }
    }

    private void schedule() {
        boolean anythingManaged = state.allResources()
                .anyMatch(r -> r.isPrimitive() && r.is(ResourceFlag.MANAGED));
        for (WorkNode node : state.nodes()) {
            if (node.isGuest()) {
                continue;
            }
            boolean unclean = node.is(NodeFlag.UNCLEAN) || node.isRemote()
                    && node.is(NodeFlag.REMOTE_RESET);
            if (unclean && anythingManaged && canFence(node)) {
                fence(node);
            } else if (node.is(NodeFlag.ONLINE) && node.is(NodeFlag.SHUTDOWN)
                    && !node.isRemote()) {
                shutdown(node);
            }
        }
        for (WorkNode node : state.nodes()) {
            if (node.isGuest() && node.is(NodeFlag.REMOTE_RESET) && anythingManaged
                    && isEndable(node)) {
                guest(node);
            }
        }
        orderControllerLast();
        chain();
    }

    private boolean canFence(WorkNode node) {
        if (!state.options().fencingEnabled()) {
            return false;
        }
        return state.options().quorate() || node.is(NodeFlag.ONLINE)
                || state.options().quorumPolicy() == QuorumPolicy.IGNORE
                || node.isRemote() && state.options().fenceRemoteWithoutQuorum();
    }

    /** A guest ends with what runs it, which nobody can be sure of where no host can be fenced. */
    private boolean isEndable(WorkNode guest) {
        WorkResource container = guest.container();
        return state.options().fencingEnabled()
                && (container == null || container.running().stream().allMatch(this::canFence));
    }

    private void fence(WorkNode node) {
        WorkAction fence = action(node,
                Termination.action(node).orElseGet(() -> state.options().fencingAction()));
        orderings.order(fence, node);
        if (node.is(NodeFlag.DESIGNATED_CONTROLLER)) {
            controllerEnd = fence;
        } else {
            fencing.add(fence);
        }
    }

    private WorkAction action(WorkNode node, String operation) {
        WorkAction fence = new WorkAction(state.nextActionNumber(),
                "stonith-" + node.name() + "-" + operation, Tasks.FENCE, null, node, 0);
        fence.actionClass(ActionClass.FENCE);
        fence.set(ActionFlag.RUNNABLE);
        fence.meta().put("operation", operation);
        state.actions().add(fence);
        return fence;
    }

    /** A guest is gone for sure when what runs it has stopped, or its host was fenced. */
    private void guest(WorkNode node) {
        WorkResource container = node.container();
        boolean restarts = container != null && container.actions().stream()
                .anyMatch(a -> a.isTask(Tasks.START) && !a.is(ActionFlag.OPTIONAL)
                        && container.assigned() != null);
        WorkAction fence = action(node, restarts ? "reboot" : "off");
        fence.set(ActionFlag.PSEUDO);
        if (container != null) {
            for (WorkAction stop : container.actions()) {
                if (stop.isTask(Tasks.STOP)) {
                    WorkAction.order(end(stop), fence, Ordering.ORDERED
                            | Ordering.UNRUNNABLE_FIRST_BLOCKS | Ordering.FIRST_IMPLIES_THEN);
                }
            }
        }
        orderings.order(fence, node);
    }

    /** What ends a container for sure: its stop, or the fencing that implies it. */
    private WorkAction end(WorkAction stop) {
        return state.actions().stream()
                .filter(a -> a.isTask(Tasks.FENCE) && a.node() == stop.node()
                        && stop.is(ActionFlag.PSEUDO))
                .findFirst().orElse(stop);
    }

    private void shutdown(WorkNode node) {
        WorkAction down = new WorkAction(state.nextActionNumber(),
                Tasks.SHUTDOWN + "-" + node.name(), Tasks.SHUTDOWN, null, node, 0);
        down.actionClass(ActionClass.CLUSTER);
        down.set(ActionFlag.RUNNABLE);
        state.actions().add(down);
        for (WorkAction action : List.copyOf(state.actions())) {
            WorkResource resource = action.resource();
            if (resource == null || !action.isTask(Tasks.STOP) || action.node() != node
                    || resource.is(ResourceFlag.MAINTENANCE)
                    || node.is(NodeFlag.MAINTENANCE)) {
                continue;
            }
            boolean blocks = resource.is(ResourceFlag.MANAGED)
                    && !resource.is(ResourceFlag.BLOCKED);
            WorkAction.order(action, down, Ordering.ORDERED
                    | (blocks ? Ordering.UNRUNNABLE_FIRST_BLOCKS : 0));
        }
        if (node.is(NodeFlag.DESIGNATED_CONTROLLER)) {
            controllerEnd = down;
        } else {
            shutdowns.add(down);
        }
    }

    private void orderControllerLast() {
        WorkAction last = controllerEnd;
        if (last == null) {
            return;
        }
        if (last.isTask(Tasks.SHUTDOWN)) {
            shutdowns.forEach(down -> WorkAction.order(down, last, Ordering.ORDERED));
        }
        fencing.forEach(fence -> WorkAction.order(fence, last, Ordering.ORDERED));
    }

    private void chain() {
        if (state.options().concurrentFencing()) {
            return;
        }
        for (int i = 1; i < fencing.size(); i++) {
            WorkAction.order(fencing.get(i - 1), fencing.get(i), Ordering.ORDERED);
        }
    }
}
