// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.MalformedRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the body of a call and turns what it throws into a status. Calls run on virtual threads, so
 * bodies wait for what they need.
 */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static <T> void unary(StreamObserver<T> observer, Supplier<T> body) {
        T reply;
        try {
            reply = body.get();
        } catch (RuntimeException failure) {
            observer.onError(failure(failure));
            return;
        }
        observer.onNext(reply);
        observer.onCompleted();
    }

    /** The status for a caller. Only a fault of ours is logged: the rest is the caller's to see. */
    static StatusRuntimeException failure(RuntimeException failure) {
        return switch (failure) {
            case StatusRuntimeException status -> status;
            case MalformedRequest malformed -> Status.INVALID_ARGUMENT
                    .withDescription(malformed.getMessage()).asRuntimeException();
            default -> {
                LOG.error("call failed", failure);
                yield Status.INTERNAL.withDescription("a fault of this node: its log says more")
                        .asRuntimeException();
            }
        };
    }
}
