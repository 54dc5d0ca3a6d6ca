// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.proto.v1.SnapshotProto;
import dev.mainstay.proto.v1.SnapshotProto.SnapshotRecord;
import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.DigestCheckpoint;
import dev.mainstay.state.FencingLedger;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.state.JoinToken;
import dev.mainstay.state.LogPosition;
import dev.mainstay.state.Member;
import dev.mainstay.state.Membership;
import dev.mainstay.state.Move;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.PlanDemand;
import dev.mainstay.state.RemoteMachine;
import dev.mainstay.state.RemovedMember;
import dev.mainstay.state.RequestOutcomes;
import dev.mainstay.state.Revision;
import dev.mainstay.state.RevisionHistory;
import dev.mainstay.state.Stage;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.TransitionGraph;
import dev.mainstay.transition.TransitionProgress;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Puts a state together from the records of a snapshot. */
final class SnapshotReader {

    private SnapshotProto.SnapshotHeader header =
            SnapshotProto.SnapshotHeader.getDefaultInstance();
    private Membership membership = ClusterState.initial().membership();
    private SnapshotProto.ProgressRecord progress =
            SnapshotProto.ProgressRecord.getDefaultInstance();
    private final TreeMap<Long, Revision> revisions = new TreeMap<>();
    private final TreeMap<NodeId, NodeRecord> nodes = new TreeMap<>();
    private final TreeMap<String, TicketStatus> tickets = new TreeMap<>();
    private final TreeMap<ResourceId, Move> moves = new TreeMap<>();
    private final TreeMap<NodeId, FencingRecord> openFencing = new TreeMap<>();
    private final TreeMap<Long, FencingRecord> endedFencing = new TreeMap<>();
    private final List<TransitionStep> steps = new ArrayList<>();
    private final TreeMap<Integer, StepStatus> statuses = new TreeMap<>();
    private final TreeMap<ActionId, InFlightAction> inFlight = new TreeMap<>();
    private final TreeMap<ActionId, StepStatus> ended = new TreeMap<>();
    private final TreeMap<Long, RequestOutcomes.Answered> outcomes = new TreeMap<>();
    private final TreeMap<String, Stage> stages = new TreeMap<>();

    void add(SnapshotRecord record) throws MalformedField {
        switch (record.getRecordCase()) {
            case HEADER -> addHeader(record.getHeader());
            case MEMBERSHIP -> membership = decode("membership", record.getMembership(),
                    SnapshotReader::membership);
            case REVISION -> {
                Revision revision =
                        decode("revision", record.getRevision(), SnapshotReader::revision);
                revisions.put(revision.number(), revision);
            }
            case NODE -> {
                NodeRecord node = decode("node", record.getNode(), NodeRecordCodec::node);
                nodes.put(node.node(), node);
            }
            case TICKET -> tickets.put(record.getTicket().getId(), ticket(record.getTicket()));
            case MOVE -> {
                Move move = decode("move", record.getMove(), SnapshotReader::move);
                moves.put(move.resource(), move);
            }
            case OPEN_FENCING -> {
                FencingRecord fencing = decode("openFencing", record.getOpenFencing(),
                        FencingRecordCodec::record);
                openFencing.put(fencing.target(), fencing);
            }
            case ENDED_FENCING -> endedFencing.put(record.getEndedFencing().getEndedAt(),
                    decode("endedFencing", record.getEndedFencing(),
                            FencingRecordCodec::record));
            case PROGRESS -> progress = record.getProgress();
            case STEP -> steps.add(TransitionCodec.step(steps.size(), record.getStep()));
            case STEP_STATUS -> statuses.put(record.getStepStatus().getStep(),
                    StepStatusCodec.status(record.getStepStatus().getStatus()));
            case IN_FLIGHT -> {
                InFlightAction action =
                        decode("inFlight", record.getInFlight(), SnapshotReader::inFlight);
                inFlight.put(action.id(), action);
            }
            case ENDED_ACTION -> ended.put(LogValues.actionId(record.getEndedAction().getId()),
                    StepStatusCodec.status(record.getEndedAction().getStatus()));
            case OUTCOME -> outcomes.put(record.getOutcome().getIndex(),
                    decode("outcome", record.getOutcome(), SnapshotReader::answered));
            case STAGE -> stages.put(record.getStage().getStage(), stage(record.getStage()));
            case TRAILER, RECORD_NOT_SET -> throw unknownKind("record");
        }
    }

    ClusterState toState() throws MalformedField {
        if (header.getVersion() == 0 || revisions.isEmpty()) {
            throw new MalformedField("header", "is missing");
        }
        return new ClusterState(
                new LogPosition(header.getTerm(), header.getIndex()),
                decode("logTime", header.getLogTime(), LogValues::instant),
                header.getFeatureLevel(),
                membership,
                RevisionHistory.restore(revisions),
                TreePMap.fromSortedMap(nodes),
                TreePMap.fromSortedMap(tickets),
                TreePMap.fromSortedMap(moves),
                new FencingLedger(TreePMap.fromSortedMap(openFencing),
                        TreePMap.fromSortedMap(endedFencing)),
                progress(),
                decode("planDemand", header.getPlanDemand(), SnapshotReader::demand),
                requestOutcomes(),
                TreePMap.fromSortedMap(stages),
                new DigestCheckpoint(header.getCheckpointIndex(),
                        header.getCheckpointDigest()));
    }

    private void addHeader(SnapshotProto.SnapshotHeader message) throws MalformedField {
        if (message.getVersion() != SnapshotCodec.VERSION
                || message.getFeatureLevel() > ClusterState.SUPPORTED_FEATURE_LEVEL) {
            throw new MalformedField("header", "is of format " + message.getVersion()
                    + " and feature level " + message.getFeatureLevel() + "; this build reads "
                    + SnapshotCodec.VERSION + " and " + ClusterState.SUPPORTED_FEATURE_LEVEL
                    + ": upgrade it");
        }
        header = message;
    }

    private TransitionProgress progress() throws MalformedField {
        Optional<TransitionGraph> graph = TransitionGraph.of(
                TransitionCodec.transition(progress.getTransition(), steps));
        if (graph.isEmpty()) {
            throw new MalformedField("progress", "the transition is no graph");
        }
        return TransitionProgress.restore(
                progress.getId(), graph.get(), statuses, inFlight, ended);
    }

    private RequestOutcomes requestOutcomes() {
        TreeMap<String, Long> indexes = new TreeMap<>();
        outcomes.forEach((index, answered) -> indexes.put(answered.requestId(), index));
        return new RequestOutcomes(
                TreePMap.fromSortedMap(outcomes), TreePMap.fromSortedMap(indexes));
    }

    private static PlanDemand demand(SnapshotProto.PlanDemandRecord message)
            throws MalformedField {
        Optional<Instant> recheckAt = message.hasRecheckAt()
                ? Optional.of(decode("recheckAt", message.getRecheckAt(), LogValues::instant))
                : Optional.empty();
        return new PlanDemand(
                message.getLastSafety(),
                message.getLastFreshness(),
                new PlanDemand.Adoption(message.getAdoptionBase(), message.getAdoptionIndex(),
                        decode("planTime", message.getPlanTime(), LogValues::instant)),
                recheckAt,
                message.getReason());
    }

    private static Membership membership(SnapshotProto.MembershipRecord message)
            throws MalformedField {
        TreeMap<NodeId, Member> members = new TreeMap<>();
        for (LogProto.Member encoded : message.getMembersList()) {
            Member member = decode("members", encoded, LogValues::member);
            members.put(member.node(), member);
        }
        TreeMap<String, JoinToken> tokens = new TreeMap<>();
        for (SnapshotProto.MembershipRecord.Token token : message.getTokensList()) {
            tokens.put(token.getTokenId(), new JoinToken(
                    token.getTokenId(),
                    token.getSecretHash(),
                    decode("expires", token.getExpires(), LogValues::instant),
                    token.hasUsedBy() ? Optional.of(token.getUsedBy()) : Optional.empty(),
                    token.hasRemote()
                            ? Optional.of(new NodeId(token.getRemote()))
                            : Optional.empty()));
        }
        TreeMap<String, RemovedMember> removed = new TreeMap<>();
        for (SnapshotProto.MembershipRecord.Removed gone : message.getRemovedList()) {
            removed.put(gone.getMemberId(), new RemovedMember(gone.getMemberId(),
                    gone.getRaftPeerId(), new NodeId(gone.getNode()), gone.getIndex()));
        }
        TreeMap<NodeId, RemoteMachine> remotes = new TreeMap<>();
        for (LogProto.RemoteMachine encoded : message.getRemotesList()) {
            RemoteMachine machine = decode("remotes", encoded, LogValues::remoteMachine);
            remotes.put(machine.node(), machine);
        }
        return new Membership(
                message.hasIdentity()
                        ? Optional.of(new ClusterIdentity(message.getIdentity().getClusterId(),
                                message.getIdentity().getName()))
                        : Optional.empty(),
                TreePMap.fromSortedMap(members),
                TreePMap.fromSortedMap(tokens),
                TreePMap.fromSortedMap(removed),
                TreePMap.fromSortedMap(remotes),
                message.hasPredecessor()
                        ? Optional.of(predecessor(message.getPredecessor()))
                        : Optional.empty());
    }

    private static Membership.Predecessor predecessor(
            SnapshotProto.MembershipRecord.Predecessor message) {
        return new Membership.Predecessor(
                message.getClusterId(),
                Content.copyOf(message.getAuthorityCertificate().toByteArray()),
                Content.copyOf(message.getEndNotice().toByteArray()));
    }

    private static Revision revision(SnapshotProto.RevisionRecord message)
            throws MalformedField {
        return new Revision(
                message.getNumber(),
                message.getBasedOn(),
                message.getIndex(),
                decode("at", message.getAt(), LogValues::instant),
                LogValues.author(message.getAuthor()),
                message.getComment(),
                decode("configuration", message.getConfiguration(),
                        ConfigurationCodec::configuration));
    }

    private static TicketStatus ticket(SnapshotProto.TicketRecord message) {
        return new TicketStatus(message.getId(), message.getGranted(), message.getStandby(),
                NodeRecordCodec.attributes(message.getAttributesList()));
    }

    private static Move move(SnapshotProto.MoveRecord message) throws MalformedField {
        return new Move(
                new ResourceId(required("resource", message.getResource())),
                message.hasTarget()
                        ? Optional.of(new NodeId(message.getTarget()))
                        : Optional.empty(),
                TreePSet.from(message.getFromList().stream().map(NodeId::new).toList()),
                decode("requested", message.getRequested(), LogValues::instant),
                decode("expires", message.getExpires(), LogValues::instant));
    }

    private static InFlightAction inFlight(SnapshotProto.InFlightRecord message)
            throws MalformedField {
        return new InFlightAction(
                LogValues.actionId(message.getId()),
                decode("action", message.getAction(), TransitionCodec::action),
                new NodeId(required("node", message.getNode())),
                message.getIncarnation(),
                message.getSinceIndex(),
                decode("since", message.getSince(), LogValues::instant),
                message.getConfigurationRevision(),
                message.getStep());
    }

    private static RequestOutcomes.Answered answered(SnapshotProto.OutcomeRecord message)
            throws MalformedField {
        return new RequestOutcomes.Answered(
                message.getRequestId(),
                decode("at", message.getAt(), LogValues::instant),
                decode("outcome", message.getOutcome(), OutcomeCodec::outcome));
    }

    private static Stage stage(SnapshotProto.StageRecord message) {
        TreeMap<Integer, Content> received = new TreeMap<>();
        message.getReceivedList().forEach(part -> received.put(part.getPart(),
                Content.copyOf(part.getContent().toByteArray())));
        return new Stage(message.getOpenedAt(), message.getParts(),
                TreePMap.fromSortedMap(received));
    }
}
