// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Optional;

/**
 * Puts the two halves of live migrations together, each recorded on another machine. As long as
 * nothing newer is known of either machine, the resource may be active on both.
 */
final class MigrationHistory {
    /** The exit code of what has not ended. */
    private static final int NO_RESULT = 193;

    private final UnpackContext context;
    private final ResourceStateRecorder recorder;

    MigrationHistory(UnpackContext context, ResourceStateRecorder recorder) {
        this.context = context;
        this.recorder = recorder;
    }

    void migratedTo(OperationRecord migrateTo, Interpretation so) {
        WorkResource resource = so.resource();
        WorkNode source = so.node();
        Optional<NodeId> targetId = migrateTo.migrateTarget();
        if (targetId.isEmpty()) {
            return;
        }
        so.role(Role.STARTED);
        List<OperationRecord> onTarget = records(resource, targetId.get());
        Optional<OperationRecord> migrateFrom = migrateFrom(onTarget, source.id());
        if (migrateFrom.filter(r -> r.status() == OperationStatus.PENDING).isPresent()) {
            // What came of it is for a probe of the target to say; until then it is at the source.
            return;
        }
        boolean newerOnSource = changedAfter(records(resource, source.id()), migrateTo, true);
        boolean newerOnTarget = migrateFrom.isPresent()
                ? newerState(onTarget, migrateFrom.get(), true)
                : newerState(onTarget, migrateTo, false);
        if (migrateFrom.isPresent() ? newerOnSource || newerOnTarget
                : newerOnSource && (newerOnTarget || isUnknown(onTarget))) {
            return;
        }
        boolean ended = migrateFrom.isPresent();
        if (ended && isSuccess(migrateFrom.get())) {
            // Both halves succeeded and only the stop on the source is left.
            so.role(Role.STOPPED);
            resource.history().danglingMigrationSources().add(source);
            return;
        }
        Optional<WorkNode> target = context.state().node(targetId.get())
                .filter(t -> t.is(NodeFlag.ONLINE));
        if (target.isPresent()) {
            recorder.addRunning(resource, target.get(), ended);
            if (!ended && source.is(NodeFlag.ONLINE)) {
                resource.history().migrating(source, target.get());
            }
        } else if (ended || !newerOnSource) {
            resource.set(ResourceFlag.FAILED);
            resource.set(ResourceFlag.STOP_NEEDED);
            resource.clear(ResourceFlag.ALLOW_MIGRATE);
        }
    }

    void migrateToFailed(OperationRecord migrateTo, Interpretation so) {
        WorkResource resource = so.resource();
        so.role(Role.STARTED);
        Optional<NodeId> targetId = migrateTo.migrateTarget();
        if (targetId.isEmpty()) {
            return;
        }
        List<OperationRecord> onTarget = records(resource, targetId.get());
        Optional<OperationRecord> migrateFrom = migrateFrom(onTarget, so.node().id());
        boolean newer = migrateFrom.isPresent()
                ? newerState(onTarget, migrateFrom.get(), true)
                : newerState(onTarget, migrateTo, false);
        if (!isUnknown(onTarget) && !newer) {
            context.state().node(targetId.get()).filter(t -> t.is(NodeFlag.ONLINE))
                    .ifPresent(t -> recorder.addRunning(resource, t, false));
        } else if (!changedAfter(records(resource, so.node().id()), migrateTo, true)) {
            // What became of the target is, or will be, known by itself; the source has to stop.
            resource.history().danglingMigrationSources().add(so.node());
        }
    }

    void migrateFromFailed(OperationRecord migrateFrom, Interpretation so) {
        WorkResource resource = so.resource();
        so.role(Role.STARTED);
        Optional<WorkNode> source = migrateFrom.migrateSource().flatMap(context.state()::node);
        if (source.isEmpty()) {
            return;
        }
        List<OperationRecord> onSource = records(resource, source.get().id());
        Optional<OperationRecord> migrateTo = onSource.stream()
                .filter(r -> r.task().equals(Tasks.MIGRATE_TO)).findFirst();
        boolean newer = migrateTo.isPresent()
                ? newerState(onSource, migrateTo.get(), true)
                : newerState(onSource, migrateFrom, false);
        if (!newer && source.get().is(NodeFlag.ONLINE)) {
            recorder.addRunning(resource, source.get(), true);
        }
    }

    /** Whether the machine has said nothing of the resource yet, or not again since a cleanup. */
    private static boolean isUnknown(List<OperationRecord> records) {
        return records.stream().allMatch(r -> r.exitCode() == NO_RESULT
                || r.status() == OperationStatus.PENDING);
    }

    private static boolean isSuccess(OperationRecord record) {
        return record.status() == OperationStatus.DONE
                && record.exitCode() == OcfExitCode.OK.code();
    }

    private static Optional<OperationRecord> migrateFrom(
            List<OperationRecord> onTarget, NodeId source) {
        return onTarget.stream()
                .filter(r -> r.task().equals(Tasks.MIGRATE_FROM))
                .filter(r -> r.migrateSource().map(source::equals).orElse(true))
                .findFirst();
    }

    /** Whether the machine says something newer than the migration about the resource. */
    private static boolean newerState(
            List<OperationRecord> records, OperationRecord than, boolean sameMachine) {
        return changedAfter(records, than, sameMachine)
                || records.stream().anyMatch(r -> r.task().equals(Tasks.MONITOR)
                        && r.exitCode() == OcfExitCode.NOT_RUNNING.code()
                        && isNewer(r, than, sameMachine));
    }

    private static boolean changedAfter(
            List<OperationRecord> records, OperationRecord than, boolean sameMachine) {
        return records.stream().anyMatch(r -> isChange(r)
                && (!sameMachine || !r.id().equals(than.id()))
                && isNewer(r, than, sameMachine));
    }

    private static boolean isChange(OperationRecord record) {
        return switch (record.task()) {
            case Tasks.START, Tasks.STOP, Tasks.MIGRATE_TO, Tasks.MIGRATE_FROM -> true;
            default -> false;
        };
    }

    private static boolean isNewer(
            OperationRecord record, OperationRecord than, boolean sameMachine) {
        if (sameMachine) {
            // Another record of the same call, as of its failure, is no older than it.
            return RecordOrder.compare(record, than) >= 0;
        }
        // Two machines' records compare by their times only, and not at all without them.
        return record.lastChange().isPresent() && than.lastChange().isPresent()
                && record.lastChange().get().isAfter(than.lastChange().get());
    }

    private List<OperationRecord> records(WorkResource resource, NodeId node) {
        return context.status().nodes().stream()
                .filter(s -> s.name().equals(node))
                .map(NodeStatus::histories)
                .flatMap(List::stream)
                .filter(h -> h.instance().value().equals(resource.id()))
                .map(ResourceHistory::records)
                .flatMap(List::stream)
                .toList();
    }
}
