// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.PeerCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.PeerClient;
import dev.mainstay.port.PeerTerms;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.proto.v1.PeerGrpc;
import dev.mainstay.security.MemberInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls to other members. Each has a deadline: a silent machine costs its caller no more. */
public final class GrpcPeers implements PeerClient, PeerTerms {

    /** Above the leader's own limit for an entry, so that its answer is heard. */
    private static final Duration PROPOSE_LIMIT = Duration.ofSeconds(6);
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(2);

    private final MemberChannels channels;

    public GrpcPeers(MemberChannels channels) {
        this.channels = channels;
    }

    @Override
    public CompletableFuture<Proposed> propose(NodeId leader, Proposal proposal) {
        return stub(leader, PROPOSE_LIMIT)
                .map(stub -> FutureCalls.completable(stub.propose(PeerCodec.encode(proposal)))
                        .thenApply(PeerCodec::decode)
                        .exceptionally(GrpcPeers::unheard))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new Proposed.NoLeader(Optional.of(leader))));
    }

    @Override
    public CompletableFuture<Optional<Leadership.Proof>> readIndex(NodeId leader) {
        return stub(leader, PROOF_LIMIT)
                .map(stub -> FutureCalls.completable(stub.readIndex(PeerCodec.readIndexRequest()))
                        .thenApply(PeerCodec::decode)
                        .exceptionally(unreachable -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    @Override
    public CompletableFuture<Long> currentTerm(String peerId) {
        return channels.nodeOfPeer(peerId)
                .flatMap(node -> stub(node, PROOF_LIMIT))
                .map(stub -> FutureCalls
                        .completable(stub.currentTerm(PeerCodec.currentTermRequest()))
                        .thenApply(PeerCodec::decode))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IllegalStateException(
                                "the state knows no member with peer " + peerId)));
    }

    /**
     * Asks another member whether this node was removed. The other one proves in the handshake
     * that it is of this cluster, and only a committed entry makes it say so.
     *
     * @param channel to the other one's API; closed afterwards
     * @return false also where it could not be asked; never fails
     */
    public static CompletableFuture<Boolean> saysRemoved(ManagedChannel channel) {
        return FutureCalls.completable(stub(channel, PROOF_LIMIT)
                .currentTerm(PeerCodec.currentTermRequest()))
                .handle((reply, failure) -> failure != null
                        && MemberInterceptor.saysRemoved(failure))
                .whenComplete((removed, never) -> channel.shutdownNow());
    }

    private Optional<PeerGrpc.PeerFutureStub> stub(NodeId node, Duration limit) {
        return channels.to(node).map(channel -> stub(channel, limit));
    }

    private static PeerGrpc.PeerFutureStub stub(ManagedChannel channel, Duration limit) {
        return PeerGrpc.newFutureStub(channel)
                .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A call that never left this machine changed nothing; of any other nobody knows. */
    private static Proposed unheard(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        Status status = Status.fromThrowable(cause);
        boolean notSent = status.getCode() == Status.Code.UNAVAILABLE
                && status.getCause() instanceof java.net.ConnectException;
        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
            return new Proposed.TooLarge(String.valueOf(status.getDescription()));
        }
        return notSent || status.getCode() == Status.Code.PERMISSION_DENIED
                ? new Proposed.NoLeader(Optional.empty())
                : new Proposed.Indeterminate(String.valueOf(status.getDescription()));
    }
}
