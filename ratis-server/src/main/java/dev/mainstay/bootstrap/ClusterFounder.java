// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.NodeClock;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Founds a cluster on this machine: makes its certificate authority, the node's key and
 * certificate, and the node's identity. When the node is run, its first entry founds the cluster in
 * the log. Nothing of it needs a network.
 */
public final class ClusterFounder {

    private static final Pattern CLUSTER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final NodeClock clock;

    public ClusterFounder(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * Founds a cluster with this node as its first member.
     *
     * @throws StartupFailure when the node is in a cluster already, a name is no name, or the
     *         folder cannot be written; nothing has changed then
     */
    public NodeIdentity found(NodeConfiguration configuration, String clusterName) {
        NodeNames.require("cluster name", CLUSTER_NAME, clusterName);
        NodeNames.requireNode(configuration.node());
        try (var _ = FolderLock.take(configuration.folder())) {
            NodeNames.requireNoCluster(configuration.folder());
            return write(configuration, clusterName);
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.CANNOT_CREATE, "cannot set up the node in "
                    + configuration.folder().state() + " (" + FolderLock.reason(failure) + ")",
                    failure);
        }
    }

    private NodeIdentity write(NodeConfiguration configuration, String clusterName)
            throws IOException {
        FirstMember first = FirstMember.create(configuration, clusterName, clock);
        first.saveKeys(configuration);
        first.saveIdentity(configuration);
        return first.identity();
    }
}
