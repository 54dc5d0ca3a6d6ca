// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import com.google.protobuf.ByteString;
import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.OutcomeCodec;
import dev.mainstay.codec.UnreadableEntry;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.proto.v1.CurrentTermReply;
import dev.mainstay.proto.v1.CurrentTermRequest;
import dev.mainstay.proto.v1.EndGenerationRequest;
import dev.mainstay.proto.v1.ProposeReply;
import dev.mainstay.proto.v1.ProposeRequest;
import dev.mainstay.proto.v1.ReadIndexReply;
import dev.mainstay.proto.v1.ReadIndexRequest;
import dev.mainstay.proto.v1.RenewReply;
import dev.mainstay.proto.v1.RenewRequest;
import dev.mainstay.state.Content;
import java.util.Optional;

/** What members say to each other, both ways. */
public final class PeerCodec {

    private PeerCodec() {}

    /** The end of a generation, as its successor tells it. */
    public record EndGeneration(String clusterId, Content signature, String successorId) {}

    public static EndGenerationRequest encode(EndGeneration end) {
        return EndGenerationRequest.newBuilder()
                .setClusterId(end.clusterId())
                .setSignature(ByteString.copyFrom(end.signature().toByteArray()))
                .setSuccessorId(end.successorId())
                .build();
    }

    public static EndGeneration decode(EndGenerationRequest request) {
        return new EndGeneration(request.getClusterId(),
                Content.copyOf(request.getSignature().toByteArray()), request.getSuccessorId());
    }

    public static RenewRequest encode(LeaseClient.Renewal renewal) {
        return RenewRequest.newBuilder()
                .setNode(renewal.node())
                .setIncarnation(renewal.incarnation())
                .setSequence(renewal.sequence())
                .setBootId(renewal.bootId())
                .setAppliedIndex(renewal.appliedIndex())
                .setApplierHealthy(renewal.applierHealthy())
                .setExecutorHealthy(renewal.executorHealthy())
                .setAgentHealthy(renewal.agentHealthy())
                .setWatchdogArmed(renewal.watchdogArmed())
                .setWallClockMillis(renewal.wallMillis())
                .setRejoining(renewal.rejoining())
                .build();
    }

    public static LeaseClient.Renewal decode(RenewRequest request) {
        return new LeaseClient.Renewal(
                Fields.required("node", request.getNode()),
                request.getIncarnation(),
                request.getSequence(),
                request.getBootId(),
                request.getAppliedIndex(),
                request.getApplierHealthy(),
                request.getExecutorHealthy(),
                request.getAgentHealthy(),
                request.getWatchdogArmed(),
                request.getWallClockMillis(),
                request.getRejoining());
    }

    public static RenewReply encode(LeaseClient.Reply reply, Optional<NodeId> leader) {
        RenewReply.Builder encoded =
                RenewReply.newBuilder().setLeader(leader.map(NodeId::value).orElse(""));
        return switch (reply) {
            case LeaseClient.Reply.Granted(long term, long commitIndex, long leaseMillis) ->
                    encoded.setVerdict(RenewReply.Verdict.GRANTED)
                            .setTerm(term)
                            .setCommitIndex(commitIndex)
                            .setLeaseMillis(leaseMillis)
                            .build();
            case LeaseClient.Reply.Refused(String reason) ->
                    encoded.setVerdict(RenewReply.Verdict.REFUSED).setReason(reason).build();
            case LeaseClient.Reply.Unreachable(String reason) ->
                    encoded.setVerdict(RenewReply.Verdict.NOT_LEADER).setReason(reason).build();
        };
    }

    public static LeaseClient.Reply decode(RenewReply reply) {
        return switch (reply.getVerdict()) {
            case GRANTED -> new LeaseClient.Reply.Granted(
                    reply.getTerm(), reply.getCommitIndex(), reply.getLeaseMillis());
            case REFUSED -> new LeaseClient.Reply.Refused(reply.getReason());
            case NOT_LEADER, VERDICT_UNSPECIFIED, UNRECOGNIZED ->
                    new LeaseClient.Reply.Unreachable(reply.getReason());
        };
    }

    public static ProposeRequest encode(Proposal proposal) {
        return ProposeRequest.newBuilder()
                .setProposal(ByteString.copyFrom(LogCodec.encodeProposal(proposal)))
                .build();
    }

    public static Proposal decode(ProposeRequest request) {
        try {
            return LogCodec.decodeProposal(request.getProposal().toByteArray());
        } catch (UnreadableEntry unreadable) {
            throw new MalformedRequest("proposal", String.valueOf(unreadable.getMessage()));
        }
    }

    public static ProposeReply encode(Proposed proposed) {
        ProposeReply.Builder reply = ProposeReply.newBuilder();
        return switch (proposed) {
            case Proposed.Applied(var index, var outcome) ->
                    reply.setVerdict(ProposeReply.Verdict.APPLIED)
                            .setIndex(index)
                            .setOutcome(ByteString.copyFrom(OutcomeCodec.encode(outcome)))
                            .build();
            case Proposed.NoLeader(var hint) -> reply.setVerdict(ProposeReply.Verdict.NOT_LEADER)
                    .setLeader(hint.map(NodeId::value).orElse(""))
                    .build();
            case Proposed.Refused(var reason) ->
                    reply.setVerdict(ProposeReply.Verdict.REFUSED).setReason(reason).build();
            case Proposed.TooLarge(var reason) ->
                    reply.setVerdict(ProposeReply.Verdict.TOO_LARGE).setReason(reason).build();
            case Proposed.Indeterminate(var reason) ->
                    reply.setVerdict(ProposeReply.Verdict.INDETERMINATE).setReason(reason).build();
        };
    }

    public static Proposed decode(ProposeReply reply) {
        return switch (reply.getVerdict()) {
            case APPLIED -> new Proposed.Applied(
                    reply.getIndex(), OutcomeCodec.decode(reply.getOutcome().toByteArray()));
            case NOT_LEADER -> new Proposed.NoLeader(Fields.node(reply.getLeader()));
            case REFUSED -> new Proposed.Refused(reply.getReason());
            case TOO_LARGE -> new Proposed.TooLarge(reply.getReason());
            case INDETERMINATE, VERDICT_UNSPECIFIED, UNRECOGNIZED ->
                    new Proposed.Indeterminate(reply.getReason());
        };
    }

    public static ReadIndexRequest readIndexRequest() {
        return ReadIndexRequest.getDefaultInstance();
    }

    public static ReadIndexReply encode(
            Optional<Leadership.Proof> proof, Optional<NodeId> leader) {
        ReadIndexReply.Builder reply = ReadIndexReply.newBuilder()
                .setProven(proof.isPresent())
                .setLeader(leader.map(NodeId::value).orElse(""));
        proof.ifPresent(proven -> reply.setIndex(proven.commitIndex()).setTerm(proven.term()));
        return reply.build();
    }

    public static Optional<Leadership.Proof> decode(ReadIndexReply reply) {
        return reply.getProven()
                ? Optional.of(new Leadership.Proof(reply.getTerm(), reply.getIndex()))
                : Optional.empty();
    }

    public static CurrentTermRequest currentTermRequest() {
        return CurrentTermRequest.getDefaultInstance();
    }

    public static CurrentTermReply encodeTerm(long term) {
        return CurrentTermReply.newBuilder().setTerm(term).build();
    }

    public static long decode(CurrentTermReply reply) {
        return reply.getTerm();
    }
}
