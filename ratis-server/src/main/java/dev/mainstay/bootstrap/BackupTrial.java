// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.SnapshotCodec;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.codec.UnusableBackup;
import dev.mainstay.codec.UnusableBackup.Reason;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.state.Applied;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Member;
import dev.mainstay.state.Membership;
import dev.mainstay.state.NewGeneration;
import dev.mainstay.state.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Goes through a restore in memory, as far as it can be without a machine. */
public final class BackupTrial {

    private final NodeClock clock;

    public BackupTrial(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * Makes the first state of a new generation, stores it and reads it again, applies an entry to
     * it and plans from it.
     *
     * @return how many actions the first plan would have
     * @throws UnusableBackup naming the step that failed
     */
    public int run(Backup backup) throws UnusableBackup {
        ClusterState first = new NewGeneration(
                new ClusterIdentity("trial", backup.header().cluster().name()),
                new Member(new NodeId("trial"), "trial", "trial", "trial.1", "trial:1", "trial:2",
                        true),
                new Membership.Predecessor(backup.header().cluster().clusterId(),
                        backup.header().authorityCertificate(), backup.header().endNotice()),
                clock.wall(), new Author("trial", "")).of(backup.state());
        ClusterState read = stored(first);
        if (!SnapshotCodec.digest(read).equals(SnapshotCodec.digest(first))) {
            throw new UnusableBackup(Reason.DAMAGED,
                    "the state restored from it is not the one that is read again");
        }
        Applied applied = new CommandApplier(new StoredFormat()).apply(read, new LogEntry(
                read.appliedIndex() + 1, read.position().term(), read.logTime(),
                read.featureLevel(), new Author("trial", ""), Optional.empty(),
                new Command.Barrier()));
        return switch (applied.outcome()) {
            case Outcome.Accepted ignored -> plan(applied.state()).actions().size();
            case Outcome.Rejected(var rejection) -> throw new UnusableBackup(Reason.DAMAGED,
                    "the state restored from it takes no entries: " + rejection);
        };
    }

    private static Plan plan(ClusterState state) {
        return Scheduler.plan(SchedulerInputs.of(state, state.logTime()));
    }

    private static ClusterState stored(ClusterState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            SnapshotCodec.write(state, bytes);
            return SnapshotCodec.read(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory has no faults of a disk", impossible);
        }
    }
}
