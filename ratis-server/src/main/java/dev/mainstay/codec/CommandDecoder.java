// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.LogValues.actionId;
import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.proto.v1.LogProto.LogCommand;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.Content;
import dev.mainstay.state.OperationFilter;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages to commands. */
final class CommandDecoder {

    private CommandDecoder() {}

    static Command command(LogCommand message) throws MalformedField {
        return switch (message.getCommandCase()) {
            case BARRIER -> new Command.Barrier();
            case CHANGE_CONFIGURATION -> decode("changeConfiguration",
                    message.getChangeConfiguration(), CommandDecoder::configuration);
            case CHANGE_ATTRIBUTE -> decode("changeAttribute", message.getChangeAttribute(),
                    CommandDecoder::attribute);
            case CHANGE_ATTRIBUTES -> decode("changeAttributes", message.getChangeAttributes(),
                    AttributeChangeCodec::command);
            case CHANGE_MEMBERSHIP -> new Command.ChangeMembership(decode("changeMembership",
                    message.getChangeMembership(), MembershipCodec::change));
            case RECORD_NODE_EVENT -> decode("recordNodeEvent", message.getRecordNodeEvent(),
                    NodeEventCodec::command);
            case STAGE_PART -> part(message.getStagePart());
            case ADOPT_TRANSITION -> decode("adoptTransition", message.getAdoptTransition(),
                    CommandDecoder::adoption);
            case RECORD_ACTION_RESULT -> decode("recordActionResult",
                    message.getRecordActionResult(), CommandDecoder::result);
            case RECORD_MONITOR_REPORT -> decode("recordMonitorReport",
                    message.getRecordMonitorReport(), CommandDecoder::report);
            case ACTION_OVERDUE -> new Command.ActionOverdue(
                    message.getActionOverdue().getTerm(),
                    actionId(message.getActionOverdue().getAction()));
            case RECONCILE_LOCAL -> decode("reconcileLocal", message.getReconcileLocal(),
                    CommandDecoder::local);
            case RECORD_FENCING -> decode("recordFencing", message.getRecordFencing(),
                    FencingEventCodec::command);
            case CLEAR_FAILURES -> clear(message.getClearFailures());
            case CHANGE_MOVE -> decode("changeMove", message.getChangeMove(),
                    CommandDecoder::move);
            case CHANGE_TICKET -> ticket(message.getChangeTicket());
            case FORGET_TICKET ->
                    new Command.ForgetTicket(message.getForgetTicket().getTicket());
            case REQUEST_PLAN -> new Command.RequestPlan(
                    message.getRequestPlan().getTerm(), message.getRequestPlan().getReason());
            case RECORD_DIGEST -> new Command.RecordDigest(
                    message.getRecordDigest().getIndex(), message.getRecordDigest().getDigest());
            case RESET_TIME -> new Command.ResetTime(decode("resetTime.time",
                    message.getResetTime().getTime(), LogValues::instant));
            case RAISE_FEATURE_LEVEL -> new Command.RaiseFeatureLevel(
                    message.getRaiseFeatureLevel().getLevel());
            case RESTART_RESOURCE -> restart(message.getRestartResource());
            case COMMAND_NOT_SET -> throw unknownKind("command");
        };
    }

    private static Command configuration(LogProto.ChangeConfiguration message)
            throws MalformedField {
        Command.ConfigurationChange change = switch (message.getChangeCase()) {
            case DOCUMENT -> new Command.ConfigurationChange.Document(decode("document",
                    message.getDocument(), ConfigurationCodec::configuration));
            case EDITS -> new Command.ConfigurationChange.Edits(
                    ConfigurationCodec.edits(message.getEdits()));
            case STAGED -> new Command.ConfigurationChange.Staged(
                    message.getStaged().getStage(), message.getStaged().getDigest());
            case CHANGE_NOT_SET -> throw unknownKind("change");
        };
        return new Command.ChangeConfiguration(
                message.hasExpectedRevision()
                        ? Optional.of(message.getExpectedRevision())
                        : Optional.empty(),
                change,
                message.getComment());
    }

    private static Command attribute(LogProto.ChangeAttribute message) throws MalformedField {
        return new Command.ChangeAttribute(
                new NodeId(required("node", message.getNode())),
                message.getName(),
                message.hasValue() ? Optional.of(message.getValue()) : Optional.empty());
    }

    private static Command part(LogProto.StagePart message) {
        return new Command.StagePart(message.getStage(), message.getPart(), message.getParts(),
                Content.copyOf(message.getContent().toByteArray()));
    }

    private static Command adoption(LogProto.AdoptTransition message) throws MalformedField {
        Command.TransitionSource source = switch (message.getSourceCase()) {
            case INLINE -> new Command.TransitionSource.Inline(
                    decode("inline", message.getInline(), TransitionCodec::transition));
            case STAGED -> new Command.TransitionSource.Staged(
                    message.getStaged().getStage(), message.getStaged().getDigest());
            case SOURCE_NOT_SET -> throw unknownKind("source");
        };
        Optional<Instant> recheckAt = message.hasRecheckAt()
                ? Optional.of(decode("recheckAt", message.getRecheckAt(), LogValues::instant))
                : Optional.empty();
        return new Command.AdoptTransition(
                message.getBase(),
                message.getTerm(),
                decode("planTime", message.getPlanTime(), LogValues::instant),
                message.getAssumedInFlightList().stream().map(LogValues::actionId).toList(),
                message.getHoldsBackFreshness(),
                source,
                recheckAt);
    }

    private static Command result(LogProto.RecordActionResult message) throws MalformedField {
        ActionResult result = switch (message.getResultCase()) {
            case COMPLETED -> new ActionResult.Completed(decode("completed",
                    message.getCompleted(), OperationRecordCodec::record));
            case NOT_BEGUN -> new ActionResult.NotBegun(message.getNotBegun().getReason());
            case UNKNOWN -> new ActionResult.Unknown(message.getUnknown().getReason());
            case RESULT_NOT_SET -> throw unknownKind("result");
        };
        return new Command.RecordActionResult(
                new NodeId(required("node", message.getNode())),
                message.getIncarnation(),
                actionId(message.getAction()),
                result);
    }

    private static Command report(LogProto.RecordMonitorReport message) throws MalformedField {
        return new Command.RecordMonitorReport(
                new NodeId(required("node", message.getNode())),
                message.getIncarnation(),
                new InstanceId(required("instance", message.getInstance())),
                message.hasLastOperation()
                        ? Optional.of(actionId(message.getLastOperation()))
                        : Optional.empty(),
                decode("record", message.getRecord(), OperationRecordCodec::record));
    }

    private static Command local(LogProto.ReconcileLocal message) throws MalformedField {
        return new Command.ReconcileLocal(
                new NodeId(required("node", message.getNode())),
                message.getIncarnation(),
                decodeAll("done", message.getDoneList(), OperationRecordCodec::record),
                message.getUncertainList().stream().map(InstanceId::new).toList());
    }

    private static Command clear(LogProto.ClearFailures message) {
        return new Command.ClearFailures(
                message.hasResource()
                        ? Optional.of(new ResourceId(message.getResource()))
                        : Optional.empty(),
                message.hasNode() ? Optional.of(new NodeId(message.getNode())) : Optional.empty(),
                message.getRefresh(),
                message.hasOperation()
                        ? Optional.of(new OperationFilter(message.getOperation(),
                                message.hasIntervalMillis()
                                        ? OptionalLong.of(message.getIntervalMillis())
                                        : OptionalLong.empty()))
                        : Optional.empty());
    }

    private static Command restart(LogProto.RestartResource message) throws MalformedField {
        return new Command.RestartResource(
                new ResourceId(required("resource", message.getResource())),
                message.hasNode()
                        ? Optional.of(new NodeId(message.getNode()))
                        : Optional.empty());
    }

    private static Command move(LogProto.ChangeMove message) throws MalformedField {
        Command.MoveChange change = switch (message.getChangeCase()) {
            case REQUESTED -> new Command.MoveChange.Requested(
                    message.getRequested().hasTarget()
                            ? Optional.of(new NodeId(message.getRequested().getTarget()))
                            : Optional.empty(),
                    decode("expires", message.getRequested().getExpires(), LogValues::instant));
            case ENDED -> new Command.MoveChange.Ended(message.getEnded().getReason());
            case CHANGE_NOT_SET -> throw unknownKind("change");
        };
        return new Command.ChangeMove(
                new ResourceId(required("resource", message.getResource())), change);
    }

    private static Command ticket(LogProto.ChangeTicket message) {
        return new Command.ChangeTicket(
                message.getTicket(),
                message.hasGranted() ? Optional.of(message.getGranted()) : Optional.empty(),
                message.hasStandby() ? Optional.of(message.getStandby()) : Optional.empty());
    }
}
