// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.transition.FenceOperation;

/** Steps of fence operations. */
final class FencingEventCodec {

    private FencingEventCodec() {}

    static LogProto.RecordFencing encode(Command.RecordFencing fencing) {
        var message = LogProto.RecordFencing.newBuilder()
                .setTarget(fencing.target().value())
                .setIncarnation(fencing.incarnation());
        switch (fencing.event()) {
            case FencingEvent.Assigned(var term, var owner, var operation) ->
                    message.setAssigned(LogProto.RecordFencing.Assigned.newBuilder()
                            .setTerm(term)
                            .setOwner(owner.value())
                            .setOperation(TransitionCodec.encode(operation)));
            case FencingEvent.Succeeded(var owner, var operation, var device, var detail) ->
                    message.setSucceeded(ended(owner, operation, device, detail));
            case FencingEvent.Failed(var owner, var operation, var device, var detail) ->
                    message.setFailed(ended(owner, operation, device, detail));
            case FencingEvent.Confirmed() ->
                    message.setConfirmed(LogProto.RecordFencing.Confirmed.getDefaultInstance());
        }
        return message.build();
    }

    static Command command(LogProto.RecordFencing message) throws MalformedField {
        return new Command.RecordFencing(
                new NodeId(required("target", message.getTarget())),
                message.getIncarnation(),
                event(message));
    }

    private static LogProto.RecordFencing.Ended ended(
            NodeId owner, FenceOperation operation, String device, String detail) {
        return LogProto.RecordFencing.Ended.newBuilder()
                .setOwner(owner.value())
                .setOperation(TransitionCodec.encode(operation))
                .setDevice(device)
                .setDetail(detail)
                .build();
    }

    private static FencingEvent event(LogProto.RecordFencing message) throws MalformedField {
        return switch (message.getEventCase()) {
            case ASSIGNED -> new FencingEvent.Assigned(
                    message.getAssigned().getTerm(),
                    new NodeId(required("assigned.owner", message.getAssigned().getOwner())),
                    TransitionCodec.fenceOperation(message.getAssigned().getOperation()));
            case SUCCEEDED -> new FencingEvent.Succeeded(
                    new NodeId(message.getSucceeded().getOwner()),
                    TransitionCodec.fenceOperation(message.getSucceeded().getOperation()),
                    message.getSucceeded().getDevice(),
                    message.getSucceeded().getDetail());
            case FAILED -> new FencingEvent.Failed(
                    new NodeId(message.getFailed().getOwner()),
                    TransitionCodec.fenceOperation(message.getFailed().getOperation()),
                    message.getFailed().getDevice(),
                    message.getFailed().getDetail());
            case CONFIRMED -> new FencingEvent.Confirmed();
            case EVENT_NOT_SET -> throw unknownKind("event");
        };
    }
}
