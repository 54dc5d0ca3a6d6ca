// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.PeerCodec;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.proto.v1.CurrentTermReply;
import dev.mainstay.proto.v1.CurrentTermRequest;
import dev.mainstay.proto.v1.EndGenerationReply;
import dev.mainstay.proto.v1.EndGenerationRequest;
import dev.mainstay.proto.v1.PeerGrpc;
import dev.mainstay.proto.v1.ProposeReply;
import dev.mainstay.proto.v1.ProposeRequest;
import dev.mainstay.proto.v1.ReadIndexReply;
import dev.mainstay.proto.v1.ReadIndexRequest;
import dev.mainstay.proto.v1.RenewReply;
import dev.mainstay.proto.v1.RenewRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Serves Peer: what other members ask of this one. */
final class PeerEndpoint extends PeerGrpc.PeerImplBase {

    private final LongSupplier currentTerm;
    private final Leadership leadership;
    private final LeaseGrantor leases;
    private final Function<Proposal, CompletableFuture<Proposed>> proposeHere;
    private final Supersession supersession;

    /**
     * @param currentTerm read anew at each call, never from a cache: the proof of leadership
     *         depends on it
     * @param proposeHere proposes if this node leads, and never forwards again
     */
    PeerEndpoint(
            LongSupplier currentTerm,
            Leadership leadership,
            LeaseGrantor leases,
            Function<Proposal, CompletableFuture<Proposed>> proposeHere,
            Supersession supersession) {
        this.currentTerm = currentTerm;
        this.leadership = leadership;
        this.leases = leases;
        this.proposeHere = proposeHere;
        this.supersession = supersession;
    }

    @Override
    public void renew(RenewRequest request, StreamObserver<RenewReply> observer) {
        Answers.unary(observer, () -> {
            Caller.MemberCaller caller = member();
            LeaseClient.Renewal renewal = PeerCodec.decode(request);
            if (!caller.node().value().equals(renewal.node())) {
                throw Status.PERMISSION_DENIED.withDescription(caller.identity()
                        + " cannot renew the lease of " + renewal.node()).asRuntimeException();
            }
            return PeerCodec.encode(leases.renew(renewal).join(), leadership.leader());
        });
    }

    @Override
    public void currentTerm(
            CurrentTermRequest request, StreamObserver<CurrentTermReply> observer) {
        Answers.unary(observer, () -> {
            member();
            return PeerCodec.encodeTerm(currentTerm.getAsLong());
        });
    }

    @Override
    public void propose(ProposeRequest request, StreamObserver<ProposeReply> observer) {
        Answers.unary(observer, () -> {
            member();
            return PeerCodec.encode(proposeHere.apply(PeerCodec.decode(request)).join());
        });
    }

    @Override
    public void readIndex(ReadIndexRequest request, StreamObserver<ReadIndexReply> observer) {
        Answers.unary(observer, () -> {
            member();
            return PeerCodec.encode(leadership.prove().join(), leadership.leader());
        });
    }

    /** From a stranger: the successor's members are none here. */
    @Override
    public void endGeneration(
            EndGenerationRequest request, StreamObserver<EndGenerationReply> observer) {
        Answers.unary(observer, () -> {
            PeerCodec.EndGeneration end = PeerCodec.decode(request);
            if (!supersession.superseded(
                    end.clusterId(), end.signature().toByteArray(), end.successorId())) {
                throw Status.PERMISSION_DENIED.withDescription("the authority of this cluster has"
                        + " not signed its end").asRuntimeException();
            }
            return EndGenerationReply.getDefaultInstance();
        });
    }

    private static Caller.MemberCaller member() {
        return switch (Caller.current()) {
            case Caller.MemberCaller member -> member;
            case Caller.LocalCaller local -> throw refused(local);
            case Caller.Stranger stranger -> throw refused(stranger);
        };
    }

    private static RuntimeException refused(Caller caller) {
        return Status.PERMISSION_DENIED
                .withDescription("only members may call this, not " + caller.identity())
                .asRuntimeException();
    }
}
