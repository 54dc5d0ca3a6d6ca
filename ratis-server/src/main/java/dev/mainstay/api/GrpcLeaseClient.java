// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.PeerCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.proto.v1.PeerGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends renewals of this node's lease to whoever leads, this node itself included. */
public final class GrpcLeaseClient implements LeaseClient {

    /** A renewal that takes longer than a lease is worth nothing. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final NodeId self;
    private final MemberChannels channels;
    private final Leadership leadership;
    private final LeaseGrantor ownGrantor;

    /** @param ownGrantor answers while this node leads */
    public GrpcLeaseClient(
            NodeId self,
            MemberChannels channels,
            Leadership leadership,
            LeaseGrantor ownGrantor) {
        this.self = self;
        this.channels = channels;
        this.leadership = leadership;
        this.ownGrantor = ownGrantor;
    }

    @Override
    public CompletableFuture<Reply> renew(Renewal renewal) {
        Optional<NodeId> leader = leadership.leader();
        if (leader.isEmpty()) {
            return unreachable("no leader is known");
        }
        if (leader.get().equals(self)) {
            return ownGrantor.renew(renewal);
        }
        return channels.to(leader.get())
                .map(channel -> PeerGrpc.newFutureStub(channel)
                        .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .map(stub -> FutureCalls.completable(stub.renew(PeerCodec.encode(renewal)))
                        .thenApply(PeerCodec::decode)
                        .exceptionally(failure -> new Reply.Unreachable(
                                "leader " + leader.get() + ": " + failure.getMessage())))
                .orElseGet(() -> unreachable(
                        "leader " + leader.get() + " is no member in the state here"));
    }

    private static CompletableFuture<Reply> unreachable(String reason) {
        return CompletableFuture.completedFuture(new Reply.Unreachable(reason));
    }
}
