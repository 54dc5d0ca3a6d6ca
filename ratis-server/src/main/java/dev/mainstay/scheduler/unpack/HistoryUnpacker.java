// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeKind;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/**
 * Reads all histories into roles, locations and failures. A guest's or remote machine's history
 * waits until it is known whether its connection is up, because an unreachable one proves nothing.
 */
final class HistoryUnpacker {
    private final UnpackContext context;
    private final WorkingState state;
    private final InstanceFinder instances;
    private final RecordInterpreter interpreter;
    private final ResourceStateRecorder recorder;

    HistoryUnpacker(UnpackContext context, ResourceUnpacker resources) {
        this.context = context;
        this.state = context.state();
        this.instances = new InstanceFinder(state, resources);
        this.recorder = new ResourceStateRecorder(state);
        this.interpreter = new RecordInterpreter(context, recorder);
    }

    void unpack() {
        boolean progress = true;
        while (progress) {
            progress = pass(false);
        }
        if (state.options().fencingEnabled()) {
            pass(true);
        }
        for (WorkNode node : state.nodes()) {
            if (node.isRemote()) {
                NodeStateUnpacker.judgeRemote(node);
            }
        }
    }

    private boolean pass(boolean unreachableToo) {
        boolean progress = false;
        for (NodeStatus status : context.status().nodes()) {
            WorkNode node = state.node(status.name().value());
            if (node == null || node.is(NodeFlag.HISTORY_UNPACKED)
                    || !unreachableToo && !isReachable(node) || !hasWayIn(node)) {
                continue;
            }
            node.set(NodeFlag.HISTORY_UNPACKED);
            if (node.isRemote()) {
                NodeStateUnpacker.judgeRemote(node);
            }
            status.histories().forEach(history -> unpack(node, history));
            status.histories().forEach(instances::linkContainer);
            progress = true;
        }
        return progress;
    }

    /** A remote machine without connection is none of ours: nobody can ask or fence it. */
    private static boolean hasWayIn(WorkNode node) {
        return !node.isRemote() || node.connection() != null;
    }

    private boolean isReachable(WorkNode node) {
        if (node.kind() == NodeKind.MEMBER) {
            return node.is(NodeFlag.ONLINE) || state.options().fencingEnabled()
                    || state.options().shutdownLock();
        }
        WorkResource connection = node.connection();
        if (connection == null) {
            return false;
        }
        if (node.isGuest()) {
            WorkResource container = connection.container();
            return connection.role() == Role.STARTED
                    && (container == null || container.role() == Role.STARTED);
        }
        return connection.role() == Role.STARTED || state.options().shutdownLock();
    }

    private void unpack(WorkNode node, ResourceHistory history) {
        if (history.records().isEmpty() && history.shutdownLock().isEmpty()) {
            return;
        }
        WorkResource resource = instances.find(node, history);
        if (resource == null) {
            return;
        }
        if (history.shutdownLock().isPresent()) {
            resource.history().lock(node, history.shutdownLock());
        }
        if (history.records().isEmpty()) {
            return;
        }
        List<OperationRecord> sorted = RecordOrder.sorted(history.records());
        Interpretation interpretation = new Interpretation(resource, node, sorted);
        Role savedRole = resource.role();
        boolean savedKnown = resource.history().roleKnown();
        resource.role(Role.STOPPED);
        resource.history().roleKnown(false);
        for (OperationRecord record : sorted) {
            interpreter.interpret(record, interpretation);
        }
        state.addHistory(new HistoryEntry(resource, node, history, sorted,
                RecordOrder.activeFrom(sorted)));
        recorder.record(interpretation);
        ResourceMeta.targetRole(resource).ifPresent(target -> {
            Role next = resource.nextRole();
            if (next == null || target.compareTo(next) < 0) {
                resource.nextRole(target);
            }
        });
        if (savedKnown && savedRole.compareTo(resource.role()) > 0) {
            resource.role(savedRole);
        }
        resource.history().roleKnown(resource.history().roleKnown() || savedKnown);
        if (resource.is(ResourceFlag.REMOVED) && !resource.is(ResourceFlag.SURPLUS)) {
            recorder.forbidRemoved(resource);
        }
    }
}
