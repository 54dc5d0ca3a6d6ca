// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the one answer of a call. The future never fails: a call that did, or that was answered
 * with nothing, completes with its status.
 */
final class UnaryCall<R> implements StreamObserver<R> {

    private final CompletableFuture<Answer<R>> answer = new CompletableFuture<>();
    private @Nullable R value;

    private UnaryCall() {}

    /** Begins a call, as in {@code begin(observer -> stub.attach(request, observer))}. */
    static <R> CompletableFuture<Answer<R>> begin(Consumer<StreamObserver<R>> call) {
        UnaryCall<R> observer = new UnaryCall<>();
        call.accept(observer);
        return observer.answer;
    }

    @Override
    public void onNext(R message) {
        value = message;
    }

    @Override
    public void onError(Throwable failure) {
        answer.complete(new Answer<>(Optional.empty(), Status.fromThrowable(failure)));
    }

    @Override
    public void onCompleted() {
        Status status = value == null ? Status.INTERNAL.withDescription("no answer") : Status.OK;
        answer.complete(new Answer<>(Optional.ofNullable(value), status));
    }

    /** @param status OK exactly where there is a value */
    record Answer<R>(Optional<R> value, Status status) {}
}
