// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.SnapshotProto;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.state.FencingRecord.Phase;
import java.util.Optional;

/** Fence operations in snapshots. */
final class FencingRecordCodec {

    private FencingRecordCodec() {}

    /** @param endedAt index at which it ended; 0 while it is open */
    static SnapshotProto.FencingRecord encode(FencingRecord record, long endedAt) {
        var message = SnapshotProto.FencingRecord.newBuilder()
                .setTarget(record.target().value())
                .setIncarnation(record.incarnation())
                .setOperation(TransitionCodec.encode(record.operation()))
                .setPhase(SnapshotProto.FencingRecord.Phase.valueOf(record.phase().name()))
                .setAssignedAt(record.assignedAt())
                .setTakenOver(record.takenOver())
                .setDelayMillis(record.delayMillis())
                .setReason(record.reason())
                .setDevice(record.device())
                .setDetail(record.detail())
                .setSince(LogValues.encode(record.since()))
                .setAt(LogValues.encode(record.at()))
                .setEndedAt(endedAt);
        record.action().ifPresent(id -> message.setAction(LogValues.encode(id)));
        record.owner().ifPresent(owner -> message.setOwner(owner.value()));
        return message.build();
    }

    static FencingRecord record(SnapshotProto.FencingRecord message) throws MalformedField {
        return new FencingRecord(
                new NodeId(required("target", message.getTarget())),
                message.getIncarnation(),
                message.hasAction()
                        ? Optional.of(LogValues.actionId(message.getAction()))
                        : Optional.empty(),
                TransitionCodec.fenceOperation(message.getOperation()),
                phase(message.getPhase()),
                message.hasOwner()
                        ? Optional.of(new NodeId(message.getOwner()))
                        : Optional.empty(),
                message.getAssignedAt(),
                message.getTakenOver(),
                message.getDelayMillis(),
                message.getReason(),
                message.getDevice(),
                message.getDetail(),
                decode("since", message.getSince(), LogValues::instant),
                decode("at", message.getAt(), LogValues::instant));
    }

    private static Phase phase(SnapshotProto.FencingRecord.Phase message) throws MalformedField {
        return switch (message) {
            case PENDING -> Phase.PENDING;
            case RUNNING -> Phase.RUNNING;
            case SUCCEEDED -> Phase.SUCCEEDED;
            case FAILED -> Phase.FAILED;
            case CONFIRMED -> Phase.CONFIRMED;
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("phase");
        };
    }
}
