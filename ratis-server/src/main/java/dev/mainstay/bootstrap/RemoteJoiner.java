// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.RemoteRequests;
import dev.mainstay.codec.api.RemoteRequests.Join;
import dev.mainstay.codec.api.RemoteRequests.Joined;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.JoinToken;
import dev.mainstay.security.NodeCredentials;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Has this machine admitted as a remote machine, as {@link ClusterJoiner} does for a member. May be
 * repeated after an interruption.
 */
public final class RemoteJoiner {

    private final NodeClock clock;

    public RemoteJoiner(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * Joins the cluster that a token was made for.
     *
     * @throws StartupFailure when the token is damaged, expired, used, unknown or for another name,
     *         nobody of that cluster answers, or the folder cannot be written
     */
    public void join(RemoteSettings settings, String tokenText) {
        NodeNames.requireNode(settings.node());
        JoinToken token = TokenCalls.parse(tokenText, clock.wall());
        NodeFolder folder = settings.folder();
        try (var _ = FolderLock.take(folder)) {
            NodeNames.requireNoCluster(folder);
            JoiningKey key = JoiningKey.readOrMake(folder, settings.node());
            Join request = new Join(token.secretId(), token.secret(),
                    new NodeId(settings.node()), key.request(), settings.agentAddress(),
                    Optional.of("join-" + token.secretId() + "-" + key.fingerprint() + "-"
                            + settings.node()));
            Joined joined = new TokenCalls(clock).ask(token, (channel, seconds) -> RemoteRequests
                    .decode(ClusterServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(seconds, TimeUnit.SECONDS)
                            .joinRemote(RemoteRequests.encode(request))));
            keep(settings, joined, key);
            key.forget();
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.CANNOT_CREATE, "cannot set up the agent in "
                    + folder.state() + " (" + FolderLock.reason(failure) + ")", failure);
        }
    }

    private static void keep(RemoteSettings settings, Joined joined, JoiningKey key)
            throws IOException {
        NodeFolder folder = settings.folder();
        try {
            new CredentialFolder(folder.keys()).save(new NodeCredentials(key.privateKey(),
                    Der.certificate(joined.certificate()),
                    Der.certificate(joined.authorityCertificate())));
        } catch (GeneralSecurityException malformed) {
            throw new StartupFailure(ExitCode.PROTOCOL, "the cluster's answer holds no usable"
                    + " certificates: " + malformed.getMessage(), malformed);
        }
        PrivateFile.write(folder.settings(), settings.text());
        PrivateFile.write(RemoteMembership.file(folder), new RemoteMembership(
                joined.clusterId(), joined.clusterName(), joined.machineId()).text());
    }
}
