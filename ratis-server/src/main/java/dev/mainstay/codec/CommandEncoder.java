// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.LogValues.encode;

import com.google.protobuf.ByteString;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.proto.v1.LogProto.LogCommand;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;

/** Commands to messages. */
final class CommandEncoder {

    private CommandEncoder() {}

    static LogCommand message(Command command) {
        var message = LogCommand.newBuilder();
        switch (command) {
            case Command.Barrier() ->
                    message.setBarrier(LogProto.Barrier.getDefaultInstance());
            case Command.ChangeConfiguration change ->
                    message.setChangeConfiguration(configuration(change));
            case Command.ChangeAttribute change -> message.setChangeAttribute(attribute(change));
            case Command.ChangeAttributes changes ->
                    message.setChangeAttributes(AttributeChangeCodec.encode(changes));
            case Command.ChangeMembership(var change) ->
                    message.setChangeMembership(MembershipCodec.encode(change));
            case Command.RecordNodeEvent(var node, var event) ->
                    message.setRecordNodeEvent(NodeEventCodec.encode(node, event));
            case Command.StagePart part -> message.setStagePart(part(part));
            case Command.AdoptTransition adoption ->
                    message.setAdoptTransition(adoption(adoption));
            case Command.RecordActionResult result ->
                    message.setRecordActionResult(result(result));
            case Command.RecordMonitorReport report ->
                    message.setRecordMonitorReport(report(report));
            case Command.ActionOverdue overdue ->
                    message.setActionOverdue(LogProto.ActionOverdue.newBuilder()
                            .setTerm(overdue.term())
                            .setAction(encode(overdue.action())));
            case Command.ReconcileLocal local -> message.setReconcileLocal(local(local));
            case Command.RecordFencing fencing ->
                    message.setRecordFencing(FencingEventCodec.encode(fencing));
            case Command.ClearFailures clear -> message.setClearFailures(clear(clear));
            case Command.RestartResource restart ->
                    message.setRestartResource(restart(restart));
            case Command.ChangeMove move -> message.setChangeMove(move(move));
            case Command.ChangeTicket change -> message.setChangeTicket(ticket(change));
            case Command.ForgetTicket(var ticket) -> message.setForgetTicket(
                    LogProto.ForgetTicket.newBuilder().setTicket(ticket));
            case Command.RequestPlan request ->
                    message.setRequestPlan(LogProto.RequestPlan.newBuilder()
                            .setTerm(request.term())
                            .setReason(request.reason()));
            case Command.RecordDigest digest ->
                    message.setRecordDigest(LogProto.RecordDigest.newBuilder()
                            .setIndex(digest.index())
                            .setDigest(digest.digest()));
            case Command.ResetTime(var time) ->
                    message.setResetTime(LogProto.ResetTime.newBuilder().setTime(encode(time)));
            case Command.RaiseFeatureLevel(var level) -> message
                    .setRaiseFeatureLevel(LogProto.RaiseFeatureLevel.newBuilder().setLevel(level));
        }
        return message.build();
    }

    private static LogProto.ChangeConfiguration configuration(
            Command.ChangeConfiguration change) {
        var message = LogProto.ChangeConfiguration.newBuilder().setComment(change.comment());
        change.expectedRevision().ifPresent(message::setExpectedRevision);
        switch (change.change()) {
            case Command.ConfigurationChange.Document(var configuration) ->
                    message.setDocument(ConfigurationCodec.encode(configuration));
            case Command.ConfigurationChange.Edits(var edits) ->
                    message.setEdits(ConfigurationCodec.encode(edits));
            case Command.ConfigurationChange.Staged(var stage, var digest) ->
                    message.setStaged(staged(stage, digest));
        }
        return message.build();
    }

    private static LogProto.StageReference.Builder staged(String stage, String digest) {
        return LogProto.StageReference.newBuilder().setStage(stage).setDigest(digest);
    }

    private static LogProto.ChangeAttribute attribute(Command.ChangeAttribute change) {
        var message = LogProto.ChangeAttribute.newBuilder()
                .setNode(change.node().value())
                .setName(change.name());
        change.value().ifPresent(message::setValue);
        return message.build();
    }

    private static LogProto.StagePart part(Command.StagePart part) {
        return LogProto.StagePart.newBuilder()
                .setStage(part.stage())
                .setPart(part.part())
                .setParts(part.parts())
                .setContent(ByteString.copyFrom(part.content().toByteArray()))
                .build();
    }

    private static LogProto.AdoptTransition adoption(Command.AdoptTransition adoption) {
        var message = LogProto.AdoptTransition.newBuilder()
                .setBase(adoption.base())
                .setTerm(adoption.term())
                .setPlanTime(encode(adoption.planTime()))
                .setHoldsBackFreshness(adoption.holdsBackFreshness());
        adoption.assumedInFlight().forEach(id -> message.addAssumedInFlight(encode(id)));
        switch (adoption.transition()) {
            case Command.TransitionSource.Inline(var transition) ->
                    message.setInline(TransitionCodec.encode(transition));
            case Command.TransitionSource.Staged(var stage, var digest) ->
                    message.setStaged(staged(stage, digest));
        }
        adoption.recheckAt().ifPresent(at -> message.setRecheckAt(encode(at)));
        return message.build();
    }

    private static LogProto.RecordActionResult result(Command.RecordActionResult result) {
        var message = LogProto.RecordActionResult.newBuilder()
                .setNode(result.node().value())
                .setIncarnation(result.incarnation())
                .setAction(encode(result.action()));
        switch (result.result()) {
            case ActionResult.Completed(var record) ->
                    message.setCompleted(OperationRecordCodec.encode(record));
            case ActionResult.NotBegun(var reason) -> message.setNotBegun(
                    LogProto.RecordActionResult.NotBegun.newBuilder().setReason(reason));
            case ActionResult.Unknown(var reason) -> message.setUnknown(
                    LogProto.RecordActionResult.Unknown.newBuilder().setReason(reason));
        }
        return message.build();
    }

    private static LogProto.RecordMonitorReport report(Command.RecordMonitorReport report) {
        var message = LogProto.RecordMonitorReport.newBuilder()
                .setNode(report.node().value())
                .setIncarnation(report.incarnation())
                .setInstance(report.instance().value())
                .setRecord(OperationRecordCodec.encode(report.record()));
        report.lastOperation().ifPresent(id -> message.setLastOperation(encode(id)));
        return message.build();
    }

    private static LogProto.ReconcileLocal local(Command.ReconcileLocal local) {
        return LogProto.ReconcileLocal.newBuilder()
                .setNode(local.node().value())
                .setIncarnation(local.incarnation())
                .addAllDone(local.done().stream().map(OperationRecordCodec::encode).toList())
                .addAllUncertain(local.uncertain().stream().map(InstanceId::value).toList())
                .build();
    }

    private static LogProto.ClearFailures clear(Command.ClearFailures clear) {
        var message = LogProto.ClearFailures.newBuilder().setRefresh(clear.refresh());
        clear.resource().map(ResourceId::value).ifPresent(message::setResource);
        clear.node().map(NodeId::value).ifPresent(message::setNode);
        clear.only().ifPresent(only -> {
            message.setOperation(only.task());
            only.intervalMillis().ifPresent(message::setIntervalMillis);
        });
        return message.build();
    }

    private static LogProto.RestartResource restart(Command.RestartResource restart) {
        var message = LogProto.RestartResource.newBuilder()
                .setResource(restart.resource().value());
        restart.node().map(NodeId::value).ifPresent(message::setNode);
        return message.build();
    }

    private static LogProto.ChangeMove move(Command.ChangeMove move) {
        var message = LogProto.ChangeMove.newBuilder().setResource(move.resource().value());
        switch (move.change()) {
            case Command.MoveChange.Requested(var target, var expires) -> {
                var requested =
                        LogProto.ChangeMove.Requested.newBuilder().setExpires(encode(expires));
                target.map(NodeId::value).ifPresent(requested::setTarget);
                message.setRequested(requested);
            }
            case Command.MoveChange.Ended(var reason) ->
                    message.setEnded(LogProto.ChangeMove.Ended.newBuilder().setReason(reason));
        }
        return message.build();
    }

    private static LogProto.ChangeTicket ticket(Command.ChangeTicket change) {
        var message = LogProto.ChangeTicket.newBuilder().setTicket(change.ticket());
        change.granted().ifPresent(message::setGranted);
        change.standby().ifPresent(message::setStandby);
        return message.build();
    }
}
