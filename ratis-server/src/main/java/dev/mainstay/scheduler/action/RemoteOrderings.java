// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.unpack.FencingRequests;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/** Orders what happens on remote machines and guests around their connections. */
final class RemoteOrderings {
    private static final int UP = Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS;

    private final WorkingState state;

    private RemoteOrderings(WorkingState state) {
        this.state = state;
    }

    static void add(WorkingState state) {
        if (state.haveRemoteNodes()) {
            RemoteOrderings orderings = new RemoteOrderings(state);
            List.copyOf(state.actions()).forEach(orderings::add);
        }
    }

    /** What can be said of the connection to a remote machine. */
    private enum Reach {
        ALIVE,
        /** Lost, and not to be had again. */
        FAILED,
        STOPPED,
        /** Down with its host, to be recovered elsewhere. */
        UNKNOWN
    }

    private void add(WorkAction action) {
        WorkResource resource = action.resource();
        WorkNode node = action.node();
        if (resource != null && action.isTask(Tasks.STOP)) {
            stopToMove(action, resource);
        }
        if (resource == null || node == null || !node.isRemote() || action.cancellation()
                || resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            return;
        }
        WorkResource connection = node.connection();
        if (connection == null) {
            return;
        }
        WorkResource container = connection.container();
        if (container != null) {
            guest(action, connection, container);
        } else {
            remote(action, node, connection);
        }
    }

    /** What moves to a remote machine keeps running until that one can take it over. */
    private void stopToMove(WorkAction stop, WorkResource resource) {
        WorkNode target = resource.assigned();
        WorkResource connection = target == null ? null : target.connection();
        if (connection != null && target != stop.node()
                && !resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            after(connection, stop, Ordering.ORDERED);
        }
    }

    /** What is in a guest comes up with it, and goes down before it unless the guest failed. */
    private void guest(WorkAction action, WorkResource connection, WorkResource container) {
        switch (action.task()) {
            case Tasks.START, Tasks.PROMOTE -> {
                after(container, action, UP | Ordering.FIRST_IMPLIES_THEN);
                after(connection, action, UP);
            }
            case Tasks.STOP, Tasks.DEMOTE -> {
                if (!container.is(ResourceFlag.FAILED)) {
                    before(action, connection);
                }
            }
            default -> monitor(action, connection, reach(connection));
        }
    }

    private void monitor(WorkAction action, WorkResource connection, Reach reach) {
        if (action.intervalMillis() > 0) {
            after(connection, action, UP | Ordering.FIRST_IMPLIES_THEN);
        } else if (action.isTask(Tasks.MONITOR)) {
            after(connection, action, reach == Reach.ALIVE ? Ordering.ORDERED : UP);
        }
    }

    private void remote(WorkAction action, WorkNode node, WorkResource connection) {
        Reach reach = reach(connection);
        switch (action.task()) {
            case Tasks.START, Tasks.PROMOTE -> after(connection, action,
                    reach == Reach.FAILED ? UP | Ordering.FIRST_IMPLIES_THEN : UP);
            case Tasks.STOP -> stop(connection, action, node, reach);
            case Tasks.DEMOTE -> {
                if (reach == Reach.UNKNOWN) {
                    after(connection, action, Ordering.ORDERED);
                } else if (reach == Reach.ALIVE || reach == Reach.STOPPED) {
                    before(action, connection);
                }
            }
            default -> {
                if (reach == Reach.FAILED && action.isTask(Tasks.MONITOR)
                        && action.intervalMillis() == 0) {
                    FencingRequests.request(node,
                            "nothing can find out what is active there");
                }
                monitor(action, connection, reach);
            }
        }
    }

    private void stop(WorkResource connection, WorkAction action, WorkNode node, Reach reach) {
        switch (reach) {
            case ALIVE, STOPPED -> before(action, connection);
            case FAILED -> FencingRequests.request(node,
                    "resources are active there and its connection is unrecoverable");
            case UNKNOWN -> after(connection, action, UP);
        }
    }

    private static Reach reach(WorkResource connection) {
        WorkNode host = connection.running().isEmpty() ? null : connection.running().get(0);
        if (connection.nextRole() == Role.STOPPED || connection.assigned() == null) {
            if (host != null && host.is(NodeFlag.UNCLEAN)) {
                return Reach.FAILED;
            }
            if (!connection.is(ResourceFlag.FAILED)) {
                return Reach.STOPPED;
            }
            return Reach.FAILED;
        }
        if (host == null || !host.is(NodeFlag.ONLINE) || host.is(NodeFlag.UNCLEAN)) {
            return Reach.UNKNOWN;
        }
        return connection.running().size() > 1 ? Reach.UNKNOWN : Reach.ALIVE;
    }

    private void after(WorkResource connection, WorkAction action, int kinds) {
        state.orderings().add(new Ordering(connection,
                Tasks.key(connection.id(), Tasks.START, 0), null, action.resource(), "",
                action, kinds));
    }

    private void before(WorkAction action, WorkResource connection) {
        state.orderings().add(new Ordering(action.resource(), "", action, connection,
                Tasks.key(connection.id(), Tasks.STOP, 0), null,
                connection.nextRole() == Role.STOPPED
                        ? Ordering.ORDERED | Ordering.THEN_IMPLIES_FIRST
                        : Ordering.ORDERED));
    }
}
