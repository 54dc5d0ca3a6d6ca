// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import com.google.protobuf.ByteString;
import dev.mainstay.codec.SnapshotCodec.RecordWriter;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.proto.v1.SnapshotProto;
import dev.mainstay.proto.v1.SnapshotProto.SnapshotRecord;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.JoinToken;
import dev.mainstay.state.Membership;
import dev.mainstay.state.Move;
import dev.mainstay.state.PlanDemand;
import dev.mainstay.state.RequestOutcomes;
import dev.mainstay.state.Revision;
import dev.mainstay.state.Stage;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.TransitionProgress;
import dev.mainstay.transition.TransitionStep;
import java.io.IOException;
import java.util.Map;

/** Takes a state apart into the records of a snapshot, each part in its sorted order. */
final class SnapshotWriter {

    private final RecordWriter out;

    SnapshotWriter(RecordWriter out) {
        this.out = out;
    }

    void write(ClusterState state) throws IOException {
        out.write(SnapshotRecord.newBuilder().setHeader(header(state)));
        out.write(SnapshotRecord.newBuilder().setMembership(membership(state.membership())));
        for (Revision revision : state.revisions().kept().values()) {
            out.write(SnapshotRecord.newBuilder().setRevision(revision(revision)));
        }
        for (var node : state.nodes().values()) {
            out.write(SnapshotRecord.newBuilder().setNode(NodeRecordCodec.encode(node)));
        }
        for (TicketStatus ticket : state.tickets().values()) {
            out.write(SnapshotRecord.newBuilder().setTicket(ticket(ticket)));
        }
        for (Move move : state.moves().values()) {
            out.write(SnapshotRecord.newBuilder().setMove(move(move)));
        }
        for (var fencing : state.fencing().open().values()) {
            out.write(SnapshotRecord.newBuilder()
                    .setOpenFencing(FencingRecordCodec.encode(fencing, 0)));
        }
        for (var fencing : state.fencing().ended().entrySet()) {
            out.write(SnapshotRecord.newBuilder().setEndedFencing(
                    FencingRecordCodec.encode(fencing.getValue(), fencing.getKey())));
        }
        write(state.progress());
        for (var outcome : state.outcomes().byIndex().entrySet()) {
            out.write(SnapshotRecord.newBuilder()
                    .setOutcome(outcome(outcome.getKey(), outcome.getValue())));
        }
        for (var stage : state.stages().entrySet()) {
            out.write(SnapshotRecord.newBuilder()
                    .setStage(stage(stage.getKey(), stage.getValue())));
        }
    }

    private void write(TransitionProgress progress) throws IOException {
        out.write(SnapshotRecord.newBuilder().setProgress(
                SnapshotProto.ProgressRecord.newBuilder()
                        .setId(progress.id())
                        .setTransition(
                                TransitionCodec.encodeWithoutSteps(progress.transition()))));
        for (TransitionStep step : progress.transition().steps()) {
            out.write(SnapshotRecord.newBuilder().setStep(TransitionCodec.encode(step)));
        }
        for (var status : progress.statuses().entrySet()) {
            out.write(SnapshotRecord.newBuilder().setStepStatus(
                    SnapshotProto.StepStatusRecord.newBuilder()
                            .setStep(status.getKey())
                            .setStatus(StepStatusCodec.encode(status.getValue()))));
        }
        for (InFlightAction action : progress.inFlight().values()) {
            out.write(SnapshotRecord.newBuilder().setInFlight(inFlight(action)));
        }
        for (var ended : progress.ended().entrySet()) {
            out.write(SnapshotRecord.newBuilder().setEndedAction(
                    SnapshotProto.EndedActionRecord.newBuilder()
                            .setId(LogValues.encode(ended.getKey()))
                            .setStatus(StepStatusCodec.encode(ended.getValue()))));
        }
    }

    private static SnapshotProto.SnapshotHeader header(ClusterState state) {
        return SnapshotProto.SnapshotHeader.newBuilder()
                .setVersion(SnapshotCodec.VERSION)
                .setTerm(state.position().term())
                .setIndex(state.position().index())
                .setLogTime(LogValues.encode(state.logTime()))
                .setFeatureLevel(state.featureLevel())
                .setPlanDemand(demand(state.planDemand()))
                .setCheckpointIndex(state.checkpoint().index())
                .setCheckpointDigest(state.checkpoint().digest())
                .build();
    }

    private static SnapshotProto.PlanDemandRecord demand(PlanDemand demand) {
        var message = SnapshotProto.PlanDemandRecord.newBuilder()
                .setLastSafety(demand.lastSafety())
                .setLastFreshness(demand.lastFreshness())
                .setAdoptionBase(demand.adoption().base())
                .setAdoptionIndex(demand.adoption().index())
                .setPlanTime(LogValues.encode(demand.adoption().planTime()))
                .setReason(demand.reason());
        demand.recheckAt().ifPresent(at -> message.setRecheckAt(LogValues.encode(at)));
        return message.build();
    }

    private static SnapshotProto.MembershipRecord membership(Membership membership) {
        var message = SnapshotProto.MembershipRecord.newBuilder();
        membership.identity().ifPresent(identity -> message.setIdentity(
                SnapshotProto.MembershipRecord.Identity.newBuilder()
                        .setClusterId(identity.clusterId())
                        .setName(identity.name())));
        membership.members().values()
                .forEach(member -> message.addMembers(LogValues.encode(member)));
        membership.tokens().values().forEach(token -> message.addTokens(token(token)));
        membership.removed().values().forEach(gone -> message.addRemoved(
                SnapshotProto.MembershipRecord.Removed.newBuilder()
                        .setMemberId(gone.memberId())
                        .setRaftPeerId(gone.raftPeerId())
                        .setNode(gone.node().value())
                        .setIndex(gone.index())));
        membership.remotes().values()
                .forEach(machine -> message.addRemotes(LogValues.encode(machine)));
        membership.predecessor().ifPresent(old -> message.setPredecessor(
                SnapshotProto.MembershipRecord.Predecessor.newBuilder()
                        .setClusterId(old.clusterId())
                        .setAuthorityCertificate(bytes(old.authorityCertificate()))
                        .setEndNotice(bytes(old.endNotice()))));
        return message.build();
    }

    private static SnapshotProto.MembershipRecord.Token token(JoinToken token) {
        var message = SnapshotProto.MembershipRecord.Token.newBuilder()
                .setTokenId(token.tokenId())
                .setSecretHash(token.secretHash())
                .setExpires(LogValues.encode(token.expires()));
        token.usedBy().ifPresent(message::setUsedBy);
        token.remote().ifPresent(node -> message.setRemote(node.value()));
        return message.build();
    }

    private static SnapshotProto.RevisionRecord revision(Revision revision) {
        return SnapshotProto.RevisionRecord.newBuilder()
                .setNumber(revision.number())
                .setBasedOn(revision.basedOn())
                .setIndex(revision.index())
                .setAt(LogValues.encode(revision.at()))
                .setAuthor(LogValues.encode(revision.author()))
                .setComment(revision.comment())
                .setConfiguration(ConfigurationCodec.encode(revision.configuration()))
                .build();
    }

    static SnapshotProto.NameValue nameValue(Map.Entry<String, String> entry) {
        return SnapshotProto.NameValue.newBuilder()
                .setName(entry.getKey())
                .setValue(entry.getValue())
                .build();
    }

    private static SnapshotProto.TicketRecord ticket(TicketStatus ticket) {
        var message = SnapshotProto.TicketRecord.newBuilder()
                .setId(ticket.id())
                .setGranted(ticket.granted())
                .setStandby(ticket.standby());
        ticket.attributes().entrySet()
                .forEach(entry -> message.addAttributes(nameValue(entry)));
        return message.build();
    }

    private static SnapshotProto.MoveRecord move(Move move) {
        var message = SnapshotProto.MoveRecord.newBuilder()
                .setResource(move.resource().value())
                .addAllFrom(move.from().stream().map(NodeId::value).toList())
                .setRequested(LogValues.encode(move.requested()))
                .setExpires(LogValues.encode(move.expires()));
        move.target().ifPresent(node -> message.setTarget(node.value()));
        return message.build();
    }

    private static SnapshotProto.InFlightRecord inFlight(InFlightAction action) {
        return SnapshotProto.InFlightRecord.newBuilder()
                .setId(LogValues.encode(action.id()))
                .setAction(TransitionCodec.encode(action.action()))
                .setNode(action.node().value())
                .setIncarnation(action.incarnation())
                .setSinceIndex(action.sinceIndex())
                .setSince(LogValues.encode(action.since()))
                .setConfigurationRevision(action.configurationRevision())
                .setStep(action.step())
                .build();
    }

    private static SnapshotProto.OutcomeRecord outcome(
            long index, RequestOutcomes.Answered answered) {
        LogProto.Outcome outcome = OutcomeCodec.message(answered.outcome());
        return SnapshotProto.OutcomeRecord.newBuilder()
                .setIndex(index)
                .setRequestId(answered.requestId())
                .setAt(LogValues.encode(answered.at()))
                .setOutcome(outcome)
                .build();
    }

    private static SnapshotProto.StageRecord stage(String name, Stage stage) {
        var message = SnapshotProto.StageRecord.newBuilder()
                .setStage(name)
                .setOpenedAt(stage.openedAt())
                .setParts(stage.parts());
        for (Map.Entry<Integer, Content> part : stage.received().entrySet()) {
            message.addReceived(SnapshotProto.StageRecord.Part.newBuilder()
                    .setPart(part.getKey())
                    .setContent(ByteString
                            .copyFrom(part.getValue().toByteArray())));
        }
        return message.build();
    }

    private static ByteString bytes(Content content) {
        return ByteString.copyFrom(content.toByteArray());
    }
}
