// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.ReplicatedState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.util.SizeInBytes;

/**
 * Prepares the storage of a new group that does not begin empty: its one founder starts as if it
 * had applied every entry up to the state's, and whoever joins is sent that state as a snapshot.
 */
public final class GroupSeed {

    private static final RaftPeerId NO_VOTE = RaftPeerId.valueOf("");

    private GroupSeed() {}

    /**
     * Writes the storage; it is durable when this returns. The peer then starts with
     * {@link RaftSettings.Startup#RESUME}.
     *
     * @param storage holds no group yet
     * @param term of the last entry that the state contains
     * @param index of that entry
     * @throws IOException if it cannot be written; what is there then is of no use
     */
    public static void write(
            Path storage,
            UUID group,
            PeerAddress founder,
            long term,
            long index,
            ReplicatedState state) throws IOException {
        RatisProcess.leaveProcessAlone();
        Files.createDirectories(storage);
        Path folder = storage.resolve(group.toString());
        try (RaftStorage raft = RaftStorage.newBuilder()
                .setDirectory(folder.toFile())
                .setOption(StartupOption.FORMAT)
                .setStorageFreeSpaceMin(SizeInBytes.ZERO)
                .build()) {
            raft.initialize();
            Path current = raft.getStorageDir().getCurrentDir().toPath();
            Files.createDirectories(raft.getStorageDir().getStateMachineDir().toPath());
            SnapshotStore snapshots = new SnapshotStore(state);
            snapshots.open(raft);
            snapshots.write(TermIndex.valueOf(term, index));
            writeDurably(current.resolve("raft-meta.conf"), configuration(founder, term, index));
            raft.getMetadataFile().persist(RaftStorageMetadata.valueOf(term, NO_VOTE));
            DirectorySync.sync(current);
            DirectorySync.sync(folder);
            DirectorySync.sync(storage);
            DirectorySync.syncParent(storage);
        }
    }

    private static byte[] configuration(PeerAddress founder, long term, long index) {
        return LogEntryProto.newBuilder()
                .setTerm(term)
                .setIndex(index)
                .setConfigurationEntry(RaftConfigurationProto.newBuilder()
                        .addPeers(LocalPeer.toRatis(founder).getRaftPeerProto()))
                .build()
                .toByteArray();
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
