// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts the two halves of live migrations together, each recorded on another machine. */
final class MigrationHistory {
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
        boolean newerOnSource = newerState(resource, source.id(), migrateTo, true);
        List<OperationRecord> onTarget = records(resource, targetId.get());
        Optional<OperationRecord> migrateFrom = onTarget.stream()
                .filter(r -> r.task().equals(Tasks.MIGRATE_FROM))
                .filter(r -> r.migrateSource().map(source.id()::equals).orElse(true))
                .findFirst();
        boolean finished = migrateFrom
                .filter(r -> r.status() != OperationStatus.PENDING).isPresent();
        if (newerOnSource) {
            return;
        }
        boolean newerOnTarget = newerState(resource, targetId.get(), migrateTo, false);
        if (newerOnTarget && !finished) {
            // What the target reports by itself is newer than this half of the migration.
            if (!onTarget.isEmpty()) {
                so.role(Role.STARTED);
            }
        }
        Optional<WorkNode> target = context.state().node(targetId.get());
        if (finished && migrateFrom.get().exitCode() == 0
                && migrateFrom.get().status() == OperationStatus.DONE) {
            dangling(so, source);
            return;
        }
        so.role(Role.STARTED);
        boolean targetOnline = target.filter(t -> t.is(NodeFlag.ONLINE)).isPresent();
        boolean activeOnTarget = targetOnline && !stoppedSince(onTarget, migrateTo);
        if (finished) {
            if (activeOnTarget) {
                recorder.addRunning(resource, target.get(), true);
            } else {
                resource.set(ResourceFlag.FAILED);
                resource.set(ResourceFlag.STOP_NEEDED);
                resource.clear(ResourceFlag.ALLOW_MIGRATE);
            }
            return;
        }
        if (activeOnTarget) {
            recorder.addRunning(resource, target.get(), false);
            if (source.is(NodeFlag.ONLINE)) {
                resource.migrationSource(source);
                resource.migrationTarget(target.get());
            }
        } else {
            resource.set(ResourceFlag.FAILED);
            resource.set(ResourceFlag.STOP_NEEDED);
            resource.clear(ResourceFlag.ALLOW_MIGRATE);
        }
    }

    /** Both halves succeeded and only the stop on the source is left. */
    private static void dangling(Interpretation so, WorkNode source) {
        so.role(Role.STOPPED);
        so.resource().danglingMigrationSources().add(source);
    }

    void migrateToFailed(OperationRecord migrateTo, Interpretation so) {
        WorkResource resource = so.resource();
        so.role(Role.STARTED);
        Optional<WorkNode> target = migrateTo.migrateTarget().flatMap(context.state()::node);
        if (target.isEmpty()) {
            return;
        }
        List<OperationRecord> onTarget = records(resource, target.get().id());
        boolean newerOnTarget = onTarget.stream().anyMatch(r -> isStateOf(r)
                && isNewer(r, migrateTo));
        boolean unknown = onTarget.stream()
                .noneMatch(r -> r.status() != OperationStatus.PENDING
                        && isStateOf(r));
        if (unknown || !newerOnTarget && !stoppedSince(onTarget, migrateTo)) {
            if (target.get().is(NodeFlag.ONLINE)) {
                recorder.addRunning(resource, target.get(), false);
            }
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
        boolean newer = onSource.stream().anyMatch(r ->
                (r.task().equals(Tasks.STOP) || r.isProbe() || r.task().equals(Tasks.START))
                        && r.status() != OperationStatus.PENDING && isNewer(r, migrateFrom));
        if (!newer && source.get().is(NodeFlag.ONLINE)) {
            recorder.addRunning(resource, source.get(), true);
        }
    }

    private static boolean stoppedSince(List<OperationRecord> records, OperationRecord than) {
        return records.stream().anyMatch(r -> r.task().equals(Tasks.STOP)
                && r.status() == OperationStatus.DONE && r.exitCode() == 0
                && isNewer(r, than));
    }

    private static boolean isStateOf(OperationRecord record) {
        return switch (record.task()) {
            case Tasks.START, Tasks.STOP, Tasks.MONITOR, Tasks.MIGRATE_FROM,
                    Tasks.PROMOTE, Tasks.DEMOTE -> true;
            default -> false;
        };
    }

    /** Whether anything was learnt on a machine after the migration left it. */
    private boolean newerState(WorkResource resource, NodeId node, OperationRecord than,
            boolean sameMachine) {
        return records(resource, node).stream().anyMatch(r -> {
            boolean tells = r.task().equals(Tasks.START) || r.task().equals(Tasks.STOP)
                    || r.task().equals(Tasks.MONITOR) && r.status() == OperationStatus.DONE;
            return tells && r.status() != OperationStatus.PENDING
                    && (sameMachine ? RecordOrder.compare(r, than) > 0 && !r.equals(than)
                            : isNewer(r, than));
        });
    }

    private static boolean isNewer(OperationRecord record, OperationRecord than) {
        Instant left = record.lastChange().orElse(Instant.EPOCH);
        Instant right = than.lastChange().orElse(Instant.EPOCH);
        return left.isAfter(right);
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
