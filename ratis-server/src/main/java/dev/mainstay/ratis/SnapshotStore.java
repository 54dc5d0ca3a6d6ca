// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.ReplicatedState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;

/**
 * Our snapshots where Ratis looks for them.
 *
 * <p>Ratis purges its log and serves other peers by what is registered here, so a snapshot is
 * registered last, when it and its MD5 file are durable: one without an MD5 file never counted.
 */
final class SnapshotStore {
    private final SimpleStateMachineStorage files = new SimpleStateMachineStorage();
    private final ReplicatedState state;

    SnapshotStore(ReplicatedState state) {
        this.state = state;
    }

    void open(RaftStorage storage) throws IOException {
        files.init(storage);
    }

    /** The store as Ratis wants it. */
    StateMachineStorage forRatis() {
        return files;
    }

    /** Writes the present state as a snapshot that ends with the given entry. */
    void write(TermIndex last) throws IOException {
        Path file = files.getSnapshotFile(last.getTerm(), last.getIndex()).toPath();
        SnapshotFile.write(file, last.getIndex(), last.getTerm(), state.freeze());
        MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
        DirectorySync.syncParent(file);
        files.updateLatestSnapshot(
                new SingleFileSnapshotInfo(
                        new FileInfo(file, digest), last.getTerm(), last.getIndex()));
    }

    /** Restores the state from the newest snapshot; answers the last entry in it, if any. */
    Optional<TermIndex> restore() throws IOException {
        SingleFileSnapshotInfo newest = files.loadLatestSnapshot();
        if (newest == null) {
            return Optional.empty();
        }
        SnapshotFile.restore(newest.getFile().getPath(), state);
        return Optional.of(newest.getTermIndex());
    }

    /** Makes durable what another peer has sent: Ratis writes it without a sync. */
    void syncInstalled() throws IOException {
        SingleFileSnapshotInfo installed = files.loadLatestSnapshot();
        if (installed != null) {
            Path file = installed.getFile().getPath().toAbsolutePath();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Path folder = DirectorySync.parent(file);
            DirectorySync.sync(folder);
            DirectorySync.syncParent(folder);
        }
    }
}
