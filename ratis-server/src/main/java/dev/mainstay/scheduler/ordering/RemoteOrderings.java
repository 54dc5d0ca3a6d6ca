// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

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
public final class RemoteOrderings {
    private final WorkingState state;

    private RemoteOrderings(WorkingState state) {
        this.state = state;
    }

    public static void add(WorkingState state) {
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
        if (resource == null || node == null || !node.isRemote()
                || resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            return;
        }
        WorkResource connection = node.connection();
        if (connection == null) {
            return;
        }
        Reach reach = reach(connection);
        int up = Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS;
        switch (action.task()) {
            case Tasks.START, Tasks.PROMOTE -> after(connection, action,
                    reach == Reach.FAILED ? up | Ordering.FIRST_IMPLIES_THEN : up);
            case Tasks.STOP -> stop(connection, action, node, reach);
            case Tasks.DEMOTE -> {
                if (reach == Reach.UNKNOWN) {
                    after(connection, action, Ordering.ORDERED);
                } else if (reach == Reach.ALIVE && !isImplied(node)) {
                    before(action, connection);
                }
            }
            default -> {
                if (action.intervalMillis() > 0) {
                    after(connection, action, up | Ordering.FIRST_IMPLIES_THEN);
                } else if (action.isTask(Tasks.MONITOR)) {
                    after(connection, action,
                            reach == Reach.ALIVE ? Ordering.ORDERED : up);
                }
            }
        }
    }

    private void stop(WorkResource connection, WorkAction action, WorkNode node, Reach reach) {
        switch (reach) {
            case ALIVE, STOPPED -> {
                if (!isImplied(node)) {
                    before(action, connection);
                }
            }
            case FAILED -> {
                if (!node.isGuest()) {
                    FencingRequests.request(node,
                            "resources are active there and its connection is unrecoverable");
                }
            }
            case UNKNOWN -> {
                if (!isImplied(node)) {
                    after(connection, action, Ordering.ORDERED
                            | Ordering.FIRST_IMPLIES_THEN | Ordering.UNRUNNABLE_FIRST_BLOCKS);
                }
            }
        }
    }

    /** What ends with its guest needs no connection to end. */
    private static boolean isImplied(WorkNode node) {
        return node.isGuest() && node.is(NodeFlag.REMOTE_RESET);
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
