// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Judges machines: online, unclean, pending, standby, in maintenance, shutting down. */
final class NodeStateUnpacker {
    private final UnpackContext context;

    NodeStateUnpacker(UnpackContext context) {
        this.context = context;
    }

    void unpack() {
        for (NodeStatus status : context.status().nodes()) {
            WorkNode node = context.state().node(status.name().value());
            if (node == null) {
                continue;
            }
            // What is reported now overrides what was configured for good.
            node.attributes().putAll(status.transientAttributes());
            for (Map.Entry<String, String> entry : status.transientUtilization().entrySet()) {
                node.capacity().put(entry.getKey(), Utilization.amount(entry.getValue()));
            }
            if (node.isRemote()) {
                remote(node, status);
            } else {
                member(node, status);
            }
        }
        for (WorkNode node : context.state().nodes()) {
            modes(node);
        }
        NodeUnpacker.addClusterAttributes(context);
    }

    private static void modes(WorkNode node) {
        if (isTrue(node, "standby")) {
            node.set(NodeFlag.STANDBY);
        }
        if (isTrue(node, "maintenance")) {
            node.set(NodeFlag.MAINTENANCE);
        }
        if (node.attribute("resource-discovery-enabled")
                .filter(v -> !BooleanText.parse(v).orElse(true)).isPresent() && node.isRemote()) {
            node.set(NodeFlag.DISCOVERY_OFF);
        }
    }

    private static boolean isTrue(WorkNode node, String attribute) {
        return node.attribute(attribute).filter(BooleanText::isTrue).isPresent();
    }

    private void remote(WorkNode node, NodeStatus status) {
        node.set(NodeFlag.SEEN);
        node.put(NodeFlag.REMOTE_WAS_FENCED, status.condition().fenced());
        if (status.condition().maintenance()) {
            node.set(NodeFlag.REMOTE_MAINTENANCE);
        }
        if (wantsShutdown(node)) {
            node.set(NodeFlag.SHUTDOWN);
        }
    }

    private void member(WorkNode node, NodeStatus status) {
        node.clear(NodeFlag.UNCLEAN);
        node.set(NodeFlag.SEEN);
        NodeCondition condition = status.condition();
        node.put(NodeFlag.EXPECTED_UP, condition.expected() == JoinState.MEMBER);
        node.put(NodeFlag.SHUTDOWN, wantsShutdown(node));
        boolean online = context.state().options().fencingEnabled()
                ? onlineWithFencing(node, condition)
                : onlineWithoutFencing(node, condition);
        node.put(NodeFlag.ONLINE, online);
        if (node.is(NodeFlag.UNCLEAN) && node.is(NodeFlag.SHUTDOWN)) {
            node.clear(NodeFlag.SHUTDOWN);
        }
    }

    private static boolean wantsShutdown(WorkNode node) {
        return node.attribute("shutdown")
                .filter(v -> !v.isEmpty() && !v.equals("0")).isPresent();
    }

    private boolean onlineWithoutFencing(WorkNode node, NodeCondition condition) {
        if (condition.membership() != Presence.PRESENT) {
            return false;
        }
        if (condition.process() == Presence.PRESENT) {
            return condition.join() == JoinState.MEMBER;
        }
        if (node.is(NodeFlag.EXPECTED_UP) && !node.is(NodeFlag.SHUTDOWN)) {
            FencingRequests.request(node, "its cluster process is gone");
        }
        return false;
    }

    private boolean onlineWithFencing(WorkNode node, NodeCondition condition) {
        boolean member = condition.membership() == Presence.PRESENT;
        boolean process = condition.process() == Presence.PRESENT;
        boolean terminate = Termination.isAskedFor(node);
        if (node.is(NodeFlag.SHUTDOWN)) {
            return process;
        }
        if (condition.membership() == Presence.UNKNOWN) {
            return false;
        }
        if (!member && !process && !terminate
                && condition.expected() != JoinState.MEMBER
                && condition.join() != JoinState.MEMBER) {
            return false;
        }
        if (!member) {
            if (condition.expected() == JoinState.DOWN && !process) {
                return false;
            }
            FencingRequests.request(node, "it is no longer part of the cluster");
            node.set(NodeFlag.PRIORITY_DELAY);
            return false;
        }
        if (terminate) {
            FencingRequests.request(node, "its termination was requested");
            return process;
        }
        if (!process) {
            if (condition.join() != JoinState.MEMBER
                    && condition.expected() != JoinState.MEMBER
                    && !pendingTooLong(condition)) {
                // In membership, but its daemon has not been heard of yet: what may be active
                // there has to be asked, so what is not known there waits until it can answer.
                node.set(NodeFlag.PENDING);
                return true;
            }
            FencingRequests.request(node, "its cluster process is gone");
            return false;
        }
        return joined(node, condition);
    }

    private boolean joined(WorkNode node, NodeCondition condition) {
        switch (condition.join()) {
            case MEMBER -> {
                return true;
            }
            case BANNED -> FencingRequests.request(node, "it failed the membership criteria");
            case PENDING, DOWN, UNKNOWN -> {
                if (condition.join() == condition.expected()
                        || condition.join() == JoinState.PENDING
                        || condition.join() == JoinState.DOWN
                        || condition.join() == JoinState.UNKNOWN) {
                    node.set(NodeFlag.PENDING);
                    node.set(NodeFlag.STANDBY);
                    if (pendingTooLong(condition)) {
                        FencingRequests.request(node, "it took too long to join");
                    }
                }
            }
        }
        return true;
    }

    private boolean pendingTooLong(NodeCondition condition) {
        long limit = context.state().options().nodePendingMillis();
        Optional<Instant> since = condition.processSince().or(condition::memberSince);
        if (limit <= 0 || since.isEmpty() || condition.join() == JoinState.MEMBER) {
            return false;
        }
        Instant end = since.get().plusMillis(limit);
        if (context.now().isBefore(end)) {
            context.state().recheckBy(end);
            return false;
        }
        return true;
    }

    /** Judges a remote machine or guest by the resource that is the connection to it. */
    static void judgeRemote(WorkNode node) {
        WorkResource connection = node.connection();
        if (connection == null) {
            node.clear(NodeFlag.ONLINE);
            return;
        }
        WorkResource container = connection.container();
        WorkNode host = null;
        if (container != null && container.running().size() == 1) {
            host = container.running().get(0);
        }
        if (connection.role() == Role.STARTED) {
            node.set(NodeFlag.ONLINE);
            if (connection.nextRole() == Role.STOPPED) {
                node.set(NodeFlag.SHUTDOWN);
            }
        }
        if (container != null && container.is(ResourceFlag.FAILED)) {
            node.clear(NodeFlag.ONLINE);
            node.set(NodeFlag.REMOTE_RESET);
        } else if (connection.is(ResourceFlag.FAILED)) {
            node.clear(NodeFlag.ONLINE);
        } else if (connection.role() == Role.STOPPED
                || container != null && container.role() == Role.STOPPED) {
            node.clear(NodeFlag.ONLINE);
            node.clear(NodeFlag.REMOTE_RESET);
        } else if (host != null && !host.is(NodeFlag.ONLINE) && host.is(NodeFlag.UNCLEAN)) {
            node.clear(NodeFlag.ONLINE);
            node.set(NodeFlag.REMOTE_RESET);
        }
    }
}
