// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.proto.v1.SnapshotProto;
import dev.mainstay.transition.StepStatus;

/** Statuses of steps. Waiting is never written: it is the status of all that is not. */
final class StepStatusCodec {

    private StepStatusCodec() {}

    static SnapshotProto.StepStatus encode(StepStatus status) {
        return switch (status) {
            case WAITING -> SnapshotProto.StepStatus.STEP_STATUS_UNSPECIFIED;
            case IN_FLIGHT -> SnapshotProto.StepStatus.STEP_IN_FLIGHT;
            case DONE -> SnapshotProto.StepStatus.STEP_DONE;
            case FAILED -> SnapshotProto.StepStatus.STEP_FAILED;
            case UNKNOWN -> SnapshotProto.StepStatus.STEP_UNKNOWN;
            case VOID -> SnapshotProto.StepStatus.STEP_VOID;
        };
    }

    static StepStatus status(SnapshotProto.StepStatus message) throws MalformedField {
        return switch (message) {
            case STEP_IN_FLIGHT -> StepStatus.IN_FLIGHT;
            case STEP_DONE -> StepStatus.DONE;
            case STEP_FAILED -> StepStatus.FAILED;
            case STEP_UNKNOWN -> StepStatus.UNKNOWN;
            case STEP_VOID -> StepStatus.VOID;
            case STEP_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    throw MalformedField.unknownKind("status");
        };
    }
}
