// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.MultipleActive;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records where a resource is and what its failures ask for. */
final class ResourceStateRecorder {
    private final WorkingState state;

    ResourceStateRecorder(WorkingState state) {
        this.state = state;
    }

    /**
     * Keeps a resource and each part of it off a machine; takes effect with the location
     * constraints.
     */
    void ban(WorkResource resource, WorkNode node, ScoreSource source) {
        if (resource.isBundle()) {
            location(resource, node, -Score.INFINITY_VALUE, source);
        } else {
            resource.tree().forEach(
                    part -> location(part, node, -Score.INFINITY_VALUE, source));
        }
    }

    private static void location(
            WorkResource resource, WorkNode node, int score, ScoreSource source) {
        resource.locations().add(new LocationRule(source, null, Discovery.ALWAYS,
                List.of(new LocationRule.NodeScore(node, score))));
    }

    void forbidRemoved(WorkResource resource) {
        if (!state.options().stopRemoved()) {
            resource.clear(ResourceFlag.MANAGED);
            return;
        }
        state.nodes().forEach(n -> ban(resource, n, new ScoreSource.Internal("removed")));
    }

    void forceStop(WorkResource resource, WorkNode node) {
        state.forcedStops().add(new WorkingState.ForcedStop(resource, node));
    }

    void record(Interpretation so) {
        WorkResource resource = so.resource();
        WorkNode node = so.node();
        if (resource.history().roleKnown()) {
            known(resource, node);
        }
        OnFail onFail = so.onFail();
        if (resource.role() != Role.STOPPED && !node.is(NodeFlag.ONLINE)
                && resource.is(ResourceFlag.MANAGED) && !node.is(NodeFlag.MAINTENANCE)) {
            lost(resource, node);
        }
        if (node.is(NodeFlag.UNCLEAN)) {
            // Fencing settles whatever failed there.
            onFail = OnFail.IGNORE;
        }
        consequence(onFail, so);
        if (resource.role() != Role.STOPPED) {
            addRunning(resource, node, onFail != OnFail.IGNORE);
            switch (onFail) {
                case IGNORE -> {
                }
                case DEMOTE, RESTART, RESET_REMOTE, RESTART_CONTAINER, BAN, BLOCK, STOP, STANDBY,
                        FENCE -> resource.set(ResourceFlag.FAILED);
            }
        }
    }

    /** What was active on a machine that is gone may still be: only fencing settles that. */
    private void lost(WorkResource resource, WorkNode node) {
        String reason = resource.id() + " is thought to be active there";
        if (node.isGuest()) {
            resource.set(ResourceFlag.FAILED);
            resource.set(ResourceFlag.STOP_NEEDED);
            FencingRequests.request(node, reason);
        } else if (state.options().fencingEnabled() && !node.is(NodeFlag.UNCLEAN)) {
            if (!node.isRemote()) {
                FencingRequests.request(node, reason);
            } else if (!node.is(NodeFlag.REMOTE_WAS_FENCED)) {
                WorkResource connection = node.connection();
                // Withdrawn when a connection lost with its host can be had again: the machine
                // itself may be well.
                node.put(NodeFlag.SEEN,
                        connection == null || connection.is(ResourceFlag.FAILED));
                FencingRequests.request(node, reason);
            }
        }
    }

    private static void known(WorkResource resource, WorkNode node) {
        for (WorkResource r = resource; r != null; r = r.parent()) {
            r.history().knownOn(node);
            if (!r.isPrimitive() && r.is(ResourceFlag.UNIQUE)) {
                break;
            }
        }
    }

    private void consequence(OnFail onFail, Interpretation so) {
        WorkResource resource = so.resource();
        WorkNode node = so.node();
        switch (onFail) {
            case IGNORE -> {
            }
            case DEMOTE -> {
                resource.set(ResourceFlag.DEMOTE_FAILED);
                resource.set(ResourceFlag.FAILED);
            }
            case FENCE -> FencingRequests.request(node, resource.id() + " failed there");
            case STANDBY -> {
                node.set(NodeFlag.STANDBY);
                node.set(NodeFlag.STANDBY_ON_FAIL);
            }
            case BLOCK -> {
                resource.clear(ResourceFlag.MANAGED);
                resource.set(ResourceFlag.BLOCKED);
            }
            case BAN -> ban(resource, node, new ScoreSource.OperationFailure(
                    so.lastFailure().map(r -> r.id()).orElse(resource.id())));
            case STOP -> resource.nextRole(Role.STOPPED);
            case RESTART -> {
                if (resource.role() != Role.STOPPED) {
                    resource.set(ResourceFlag.FAILED);
                    resource.set(ResourceFlag.STOP_NEEDED);
                    forceStop(resource, node);
                }
            }
            case RESTART_CONTAINER -> restartContainer(resource, node);
            case RESET_REMOTE -> resetRemote(resource, node);
        }
    }

    private void restartContainer(WorkResource resource, WorkNode node) {
        resource.set(ResourceFlag.FAILED);
        resource.set(ResourceFlag.STOP_NEEDED);
        WorkResource container = resource.container();
        if (container == null) {
            if (resource.role() != Role.STOPPED) {
                forceStop(resource, node);
            }
        } else if (resource.is(ResourceFlag.REMOTE_CONNECTION)
                && container.is(ResourceFlag.BUNDLED)) {
            state.failedBundleConnections().add(resource);
        } else {
            container.running().forEach(n -> forceStop(container, n));
        }
    }

    private void resetRemote(WorkResource resource, WorkNode node) {
        resource.set(ResourceFlag.FAILED);
        resource.set(ResourceFlag.STOP_NEEDED);
        WorkNode behind = resource.remoteNode();
        if (state.options().fencingEnabled() && behind != null
                && !behind.is(NodeFlag.UNCLEAN) && !behind.isGuest()
                && !behind.is(NodeFlag.REMOTE_WAS_FENCED)) {
            FencingRequests.request(behind, "its connection is unrecoverable");
        }
        if (resource.role() != Role.STOPPED) {
            forceStop(resource, node);
        }
        if (resource.options().reconnectMillis() > 0) {
            resource.nextRole(Role.STOPPED);
        }
    }

    /** Notes that a resource is active on a machine. */
    void addRunning(WorkResource resource, WorkNode node, boolean failed) {
        if (resource.runsOn(node)) {
            return;
        }
        resource.running().add(node);
        if (resource.isPrimitive()) {
            node.running().add(resource);
            if (resource.role() == Role.STOPPED) {
                resource.role(resource.inPromotable() ? Role.UNPROMOTED : Role.STARTED);
            }
            resource.history().roleKnown(true);
        }
        if (resource.isPrimitive() && node.is(NodeFlag.MAINTENANCE)) {
            unmanageHere(resource);
        }
        if (!resource.is(ResourceFlag.MANAGED)) {
            location(resource, node, Score.INFINITY_VALUE, new ScoreSource.Unmanaged());
        } else if (resource.isPrimitive() && resource.running().size() > 1) {
            multiplyActive(resource);
        }
        WorkResource parent = resource.parent();
        if (parent != null) {
            addRunning(parent, node, failed);
        }
    }

    private static void unmanageHere(WorkResource resource) {
        resource.clear(ResourceFlag.MANAGED);
        resource.set(ResourceFlag.MAINTENANCE);
        WorkNode behind = resource.remoteNode();
        if (behind != null && resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            // Who must not touch the connection cannot do anything behind it either.
            behind.set(NodeFlag.MAINTENANCE);
        }
    }

    private static void multiplyActive(WorkResource resource) {
        if (resource.options().multipleActive() == MultipleActive.STOP_UNEXPECTED) {
            resource.set(ResourceFlag.STOP_UNEXPECTED_ONLY);
        }
        if (resource.options().multipleActive() != MultipleActive.BLOCK) {
            return;
        }
        block(resource);
        for (WorkResource p = resource.parent(); p != null; p = p.parent()) {
            if ((p.isGroup() || p.isBundle())
                    && p.options().multipleActive() == MultipleActive.BLOCK) {
                p.tree().forEach(ResourceStateRecorder::block);
            }
        }
    }

    private static void block(@Nullable WorkResource resource) {
        if (resource != null) {
            resource.clear(ResourceFlag.MANAGED);
            resource.set(ResourceFlag.BLOCKED);
        }
    }
}
