// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.api.PeerCodec;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.PeerGrpc;
import dev.mainstay.security.TlsContexts;
import dev.mainstay.state.Content;
import dev.mainstay.state.Member;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks whether the cluster that a backup was saved from still runs somewhere. */
public final class RunningPredecessor {

    private static final long CALL_LIMIT_SECONDS = 2;

    private final NodeClock clock;

    public RunningPredecessor(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * The members, as {@code NODE at ADDRESS}, at whose address a daemon proves the authority of
     * the backup's cluster. One that does not answer may run all the same.
     */
    public List<String> find(Backup backup) {
        ChannelCredentials credentials;
        try {
            credentials = TlsContexts.ofAuthority(
                    Der.certificate(backup.header().authorityCertificate().toByteArray()),
                    clock::wall);
        } catch (GeneralSecurityException none) {
            return List.of();
        }
        return backup.state().members().values().parallelStream()
                .filter(member -> answers(backup, member, credentials))
                .map(member -> member.node() + " at " + member.apiAddress())
                .toList();
    }

    /** Asks with a signature that is none: who refuses it is there, and goes on. */
    private static boolean answers(
            Backup backup, Member member, ChannelCredentials credentials) {
        ManagedChannel channel =
                Grpc.newChannelBuilder(member.apiAddress(), credentials).build();
        try {
            var _ = PeerGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .endGeneration(PeerCodec.encode(new PeerCodec.EndGeneration(
                            backup.header().cluster().clusterId(),
                            Content.copyOf(new byte[0]), "")));
            return true;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode() == Status.Code.PERMISSION_DENIED
                    || refused.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
        } finally {
            channel.shutdownNow();
        }
    }
}
