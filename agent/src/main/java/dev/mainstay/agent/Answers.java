// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import dev.mainstay.agent.run.Refusal;
import dev.mainstay.agent.run.RefusedException;
import dev.mainstay.agent.standard.MetadataException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what calls return and throw into what goes over the wire. */
final class Answers {
    /** Trailer with the epoch that the agent keeps. */
    static final Metadata.Key<String> KEPT_EPOCH =
            Metadata.Key.of("mainstay-kept-epoch", Metadata.ASCII_STRING_MARSHALLER);

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** A call that may be refused. */
    @FunctionalInterface
    interface Call<T> {
        T answer() throws RefusedException, MetadataException, InterruptedException;
    }

    static <T> void now(StreamObserver<T> observer, Call<T> call) {
        T answer;
        try {
            answer = call.answer();
        } catch (RefusedException | MetadataException | InterruptedException
                | RuntimeException failure) {
            observer.onError(status(failure));
            return;
        }
        deliver(observer, answer);
    }

    /**
     * Answers on a thread of the executor, because an in-process caller may go on working on the
     * thread that answers it, and the one that completes the future has other work to do.
     */
    static <T> void later(StreamObserver<T> observer, Executor executor,
            Call<CompletableFuture<T>> call) {
        try {
            var _ = call.answer().whenCompleteAsync((answer, failure) -> {
                if (failure == null) {
                    deliver(observer, answer);
                } else {
                    observer.onError(status(failure));
                }
            }, executor);
        } catch (RefusedException | MetadataException | InterruptedException
                | RuntimeException failure) {
            observer.onError(status(failure));
        }
    }

    private static <T> void deliver(StreamObserver<T> observer, T answer) {
        try {
            observer.onNext(answer);
            observer.onCompleted();
        } catch (StatusRuntimeException callerIsGone) {
            LOG.debug("nobody waits for an answer any more", callerIsGone);
        }
    }

    static StatusException status(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    status(wrapped.getCause());
            case RefusedException refused -> refused(refused.refusal());
            case MetadataException unavailable -> (switch (unavailable.reason()) {
                case NO_SUCH_AGENT -> Status.NOT_FOUND;
                case UNUSABLE -> Status.FAILED_PRECONDITION;
            }).withDescription(unavailable.getMessage()).asException();
            case IllegalArgumentException malformed -> Status.INVALID_ARGUMENT
                    .withDescription(malformed.getMessage())
                    .asException();
            case InterruptedException _ -> Status.UNAVAILABLE
                    .withDescription("the node agent is closing")
                    .asException();
            default -> {
                LOG.error("a call of the node agent failed", failure);
                yield Status.INTERNAL.withDescription(String.valueOf(failure.getMessage()))
                        .asException();
            }
        };
    }

    private static StatusException refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.WrongEpoch(var asked, var kept) -> {
                Metadata trailers = new Metadata();
                trailers.put(KEPT_EPOCH, Long.toString(kept));
                yield Status.FAILED_PRECONDITION.withDescription(refusal.message())
                        .asException(trailers);
            }
            case Refusal.Spent _ -> Status.ALREADY_EXISTS.withDescription(refusal.message())
                    .asException();
            case Refusal.OtherAction _ -> Status.ALREADY_EXISTS.withDescription(refusal.message())
                    .asException();
            case Refusal.UnknownAction _ -> Status.NOT_FOUND
                    .withDescription(refusal.message())
                    .asException();
            case Refusal.Closing _ -> Status.UNAVAILABLE.withDescription(refusal.message())
                    .asException();
        };
    }
}
