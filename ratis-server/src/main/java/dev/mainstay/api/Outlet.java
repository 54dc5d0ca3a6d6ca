// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Where a stream's answers go, with what gRPC says of the other end. The stream is served by a
 * virtual thread of its own, which gRPC wakes when the caller takes more or has gone: the thread of
 * the call itself has to be free for that. To be made while the call's method runs.
 */
final class Outlet {

    /** How long a caller may leave its window full before it is dropped. */
    private static final long STALLED_SECONDS_MAX = 12;

    private final ServerCallStreamObserver<?> observer;
    private final Semaphore news = new Semaphore(0);
    private final Semaphore gone = new Semaphore(0);

    /** @param onGone called once when the caller is gone */
    Outlet(ServerCallStreamObserver<?> observer, Runnable onGone) {
        this.observer = observer;
        observer.setOnReadyHandler(news::release);
        observer.setOnCancelHandler(() -> {
            gone.release();
            news.release();
            onGone.run();
        });
    }

    /** What is sent over a stream, until it returns or throws. */
    @FunctionalInterface
    interface Stream {
        void run() throws Exception;
    }

    /** Begins to serve. */
    void serve(Stream stream) {
        Thread.ofVirtual().name("watch").start(Context.current().wrap(() -> {
            try {
                stream.run();
            } catch (Exception end) {
                end(end);
            }
        }));
    }

    /** Waits that long, or less if the caller goes. */
    boolean isGoneAfter(long millis) throws InterruptedException {
        if (gone.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            gone.release();
            return true;
        }
        return observer.isCancelled();
    }

    /** Waits until the caller takes more; false when it is gone. */
    boolean awaitReady() throws InterruptedException {
        while (!observer.isReady() && !observer.isCancelled()) {
            if (!news.tryAcquire(STALLED_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("the watcher does not read what it asked for")
                        .asRuntimeException();
            }
        }
        return !observer.isCancelled();
    }

    private void end(Exception end) {
        if (observer.isCancelled()) {
            return;
        }
        observer.onError(switch (end) {
            case EventRing.Overrun ignored -> Status.OUT_OF_RANGE.withDescription("the events"
                    + " asked for are no longer kept on this node: watch from now on (from index"
                    + " 0) and read the status for what happened before").asRuntimeException();
            case InterruptedException ignored -> closing();
            case RuntimeException failure -> Answers.failure(failure);
            default -> closing();
        });
    }

    private static StatusRuntimeException closing() {
        return Status.UNAVAILABLE.withDescription("this node is closing: watch another one")
                .asRuntimeException();
    }
}
