// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.ClusterRequests;
import dev.mainstay.codec.api.ClusterRequests.Join;
import dev.mainstay.codec.api.ClusterRequests.Joined;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.JoinToken;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.state.ClusterState;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Makes this machine a member of a running cluster: shows the token's secret to a node that proves
 * to be of the token's cluster, and keeps what it is given. May be repeated after an interruption:
 * the key and with it the request stay the same until an answer has been kept.
 */
public final class ClusterJoiner {

    private final NodeClock clock;

    public ClusterJoiner(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * Joins the cluster that a token was made for.
     *
     * @throws StartupFailure when the token is damaged, expired, used or unknown, the node's name
     *         is taken, nobody of that cluster answers, or the folder cannot be written
     */
    public NodeIdentity join(NodeConfiguration configuration, String tokenText) {
        NodeNames.requireNode(configuration.node());
        JoinToken token = TokenCalls.parse(tokenText, clock.wall());
        try (var _ = FolderLock.take(configuration.folder())) {
            NodeNames.requireNoCluster(configuration.folder());
            JoiningKey key = JoiningKey.readOrMake(
                    configuration.folder(), configuration.node());
            Joined joined = ask(token, request(configuration, token, key), key);
            RememberedMembers.write(configuration.folder(), token.addresses());
            NodeIdentity identity = keep(configuration, joined, key);
            key.forget();
            return identity;
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.CANNOT_CREATE, "cannot set up the node in "
                    + configuration.folder().state() + " (" + FolderLock.reason(failure) + ")",
                    failure);
        }
    }

    private static Join request(
            NodeConfiguration configuration, JoinToken token, JoiningKey key) {
        return new Join(token.secretId(), token.secret(), new NodeId(configuration.node()),
                key.request(), configuration.raftAddress(), configuration.apiAddress(),
                // With the name: one that was taken must not answer for the next one that is tried.
                Optional.of("join-" + token.secretId() + "-" + key.fingerprint() + "-"
                        + configuration.node()),
                ClusterState.SUPPORTED_FEATURE_LEVEL);
    }

    private Joined ask(JoinToken token, Join request, JoiningKey key) {
        Joined joined = new TokenCalls(clock).ask(token, (channel, seconds) -> ClusterRequests
                .decode(ClusterServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(seconds, TimeUnit.SECONDS)
                        .join(ClusterRequests.encode(request)),
                        request, key.fingerprint()));
        requireCluster(token, joined);
        return joined;
    }

    private static void requireCluster(JoinToken token, Joined joined) {
        if (!joined.clusterId().equals(token.clusterId())) {
            throw new StartupFailure(ExitCode.PROTOCOL, "the answer is from cluster "
                    + joined.clusterId() + ", the token is for " + token.clusterId());
        }
    }

    private static NodeIdentity keep(
            NodeConfiguration configuration, Joined joined, JoiningKey key) throws IOException {
        try {
            X509Certificate authority = Der.certificate(joined.authorityCertificate());
            PrivateKey authorityKey = Der.privateKey(joined.authorityKey());
            CredentialFolder files = new CredentialFolder(configuration.folder().keys());
            files.save(CertificateAuthority.of(authorityKey, authority));
            files.save(new NodeCredentials(
                    key.privateKey(), Der.certificate(joined.certificate()), authority));
        } catch (GeneralSecurityException malformed) {
            throw new StartupFailure(ExitCode.PROTOCOL, "the cluster's answer holds no usable"
                    + " certificates: " + malformed.getMessage(), malformed);
        }
        NodeIdentity identity = new NodeIdentity(joined.clusterId(), joined.clusterName(),
                joined.member().memberId(), UUID.fromString(joined.raftGroupId()),
                joined.member().raftPeerId(), NodeIdentity.Origin.JOINED);
        PrivateFile.write(
                configuration.folder().settings(), SettingsWriter.text(configuration));
        PrivateFile.write(configuration.folder().identity(), identity.text());
        return identity;
    }
}
