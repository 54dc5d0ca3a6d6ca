// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.ClusterRequests;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.security.NodeKeys;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.UUID;
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
        String clusterId = UUID.randomUUID().toString();
        String memberId = UUID.randomUUID().toString();
        CertificateAuthority authority = CertificateAuthority.create(clusterId, clock.wall());
        KeyPair keys = NodeKeys.generate();
        X509Certificate certificate = AuthorityEnrolment.certificate(authority, keys.getPublic(),
                clusterId, memberId, configuration.node(), configuration.apiAddress(),
                clock.wall());
        CredentialFolder files = new CredentialFolder(configuration.folder().keys());
        files.save(authority);
        files.save(new NodeCredentials(keys.getPrivate(), certificate, authority.certificate()));
        NodeIdentity identity = new NodeIdentity(clusterId, clusterName, memberId,
                UUID.randomUUID(),
                ClusterRequests.peerId(new NodeId(configuration.node()), memberId),
                NodeIdentity.Origin.FOUNDED);
        PrivateFile.write(
                configuration.folder().settings(), SettingsWriter.text(configuration));
        // Last: a folder with an identity is complete.
        PrivateFile.write(configuration.folder().identity(), identity.text());
        return identity;
    }
}
