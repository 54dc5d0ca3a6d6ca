// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.state.Rejection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RejectionMapperTest {

    static Stream<Arguments> rejections() {
        return Stream.of(
                Arguments.of(new Rejection.StaleRevision(3, 4), Status.Code.ABORTED),
                Arguments.of(new Rejection.AlreadyExists("a", "m"), Status.Code.ALREADY_EXISTS),
                Arguments.of(new Rejection.NotFound("a", "m"), Status.Code.NOT_FOUND),
                Arguments.of(new Rejection.Invalid("a", "m"), Status.Code.INVALID_ARGUMENT),
                Arguments.of(new Rejection.NotPossibleNow("m"), Status.Code.FAILED_PRECONDITION),
                Arguments.of(new Rejection.Outdated("m"), Status.Code.FAILED_PRECONDITION),
                Arguments.of(new Rejection.LimitExceeded("l", 1, 2),
                        Status.Code.RESOURCE_EXHAUSTED));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void tellsTheCallerTheReasonUnderItsOwnCode(Rejection rejection, Status.Code code) {
        StatusRuntimeException failure = RejectionMapper.failure(rejection);
        assertEquals(code, failure.getStatus().getCode());
        assertEquals(rejection.message(), failure.getStatus().getDescription());
    }
}
