// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.state.Rejection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The one place where a rejection becomes a status; the codes are those of cluster.proto. */
final class RejectionMapper {

    private RejectionMapper() {}

    static StatusRuntimeException failure(Rejection rejection) {
        return status(rejection).withDescription(rejection.message()).asRuntimeException();
    }

    private static Status status(Rejection rejection) {
        return switch (rejection) {
            case Rejection.StaleRevision ignored -> Status.ABORTED;
            case Rejection.AlreadyExists ignored -> Status.ALREADY_EXISTS;
            case Rejection.NotFound ignored -> Status.NOT_FOUND;
            case Rejection.Invalid ignored -> Status.INVALID_ARGUMENT;
            case Rejection.NotPossibleNow ignored -> Status.FAILED_PRECONDITION;
            case Rejection.Outdated ignored -> Status.FAILED_PRECONDITION;
            case Rejection.LimitExceeded ignored -> Status.RESOURCE_EXHAUSTED;
        };
    }
}
