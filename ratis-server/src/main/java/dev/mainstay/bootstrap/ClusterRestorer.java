// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.ratis.GroupSeed;
import dev.mainstay.replica.AppliedState;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.Membership;
import dev.mainstay.state.NewGeneration;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Makes a new generation of a cluster on this machine from a backup (safety.md 25): with an id, an
 * authority and a log group of its own, so that nothing of the lost one can take part in it by
 * mistake. The other machines join it with tokens, under their names or new ones.
 */
public final class ClusterRestorer {

    private final NodeClock clock;

    public ClusterRestorer(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * Restores with this node as the first member.
     *
     * @return the state with which the node will start
     * @throws StartupFailure when the node is in a cluster already, a name is no name, or the
     *         folder cannot be written
     */
    public ClusterState restore(NodeConfiguration configuration, Backup backup) {
        NodeNames.requireNode(configuration.node());
        try (var _ = FolderLock.take(configuration.folder())) {
            NodeNames.requireNoCluster(configuration.folder());
            requireNoLog(configuration.folder());
            return write(configuration, backup);
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.CANNOT_CREATE, "cannot set up the node in "
                    + configuration.folder().state() + " (" + FolderLock.reason(failure)
                    + "): delete what this attempt has left in it before the next one", failure);
        }
    }

    private static void requireNoLog(NodeFolder folder) {
        if (Files.exists(folder.raft())) {
            throw new StartupFailure(ExitCode.REFUSED, folder.raft() + " holds a log although the"
                    + " node belongs to no cluster, as an interrupted restore leaves it: move "
                    + folder.state() + " away and try again");
        }
    }

    private ClusterState write(NodeConfiguration configuration, Backup backup)
            throws IOException {
        FirstMember first = FirstMember.create(
                configuration, backup.header().cluster().name(), clock);
        NodeIdentity identity = first.identity();
        ClusterState state = new NewGeneration(
                new ClusterIdentity(identity.clusterId(), identity.clusterName()),
                first.member(configuration),
                new Membership.Predecessor(backup.header().cluster().clusterId(),
                        backup.header().authorityCertificate(), backup.header().endNotice()),
                clock.wall(),
                new Author("restore", configuration.node()))
                .of(backup.state());
        first.saveKeys(configuration);
        GroupSeed.write(configuration.folder().raft(), identity.raftGroup(),
                new PeerAddress(identity.raftPeerId(), configuration.address(),
                        configuration.ports().raft()),
                state.position().term(), state.position().index(),
                new AppliedState(state, new CommandApplier(new StoredFormat())));
        first.saveIdentity(configuration);
        return state;
    }
}
