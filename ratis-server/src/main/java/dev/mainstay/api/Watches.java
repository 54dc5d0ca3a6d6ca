// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.EventEncoder;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.codec.api.StatusEncoder;
import dev.mainstay.port.StateSource;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterStatus;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The streams. Each is served by a virtual thread of its own, which gRPC wakes when the caller
 * takes more or has gone: the thread of the call itself has to be free for that.
 */
final class Watches {

    /** Ten answers a second at most. */
    private static final long STATUS_SPACING_MILLIS = 100;
    /** How soon a stream of events notices that its caller is gone although nothing happens. */
    private static final long IDLE_MILLIS = 500;

    private final StateSource states;
    private final EventRing events;

    Watches(StateSource states, EventRing events) {
        this.states = states;
        this.events = events;
    }

    /** @param first reads what the first answer shows, {@code next} what any later one does */
    void status(
            ServerCallStreamObserver<ClusterStatus> observer,
            Supplier<Reading> first,
            Supplier<Reading> next) {
        Semaphore changed = new Semaphore(0);
        Outlet<ClusterStatus> outlet = new Outlet<>(observer, changed::release);
        serve(observer, () -> {
            try (var _ = states.subscribe((state, news) -> changed.release())) {
                observer.onNext(StatusEncoder.encode(first.get()));
                while (!outlet.isGoneAfter(STATUS_SPACING_MILLIS)) {
                    changed.acquire();
                    if (outlet.awaitReady()) {
                        changed.drainPermits();
                        observer.onNext(StatusEncoder.encode(next.get()));
                    }
                }
            }
        });
    }

    void events(ServerCallStreamObserver<ClusterEvent> observer, Supplier<OptionalLong> request) {
        Outlet<ClusterEvent> outlet = new Outlet<>(observer, () -> {});
        serve(observer, () -> {
            OptionalLong fromIndex = request.get();
            if (fromIndex.isPresent() && events.mayLack(fromIndex.getAsLong())) {
                throw new EventRing.Overrun();
            }
            long number = fromIndex.isPresent()
                    ? events.firstSince(fromIndex.getAsLong())
                    : events.end();
            while (!observer.isCancelled()) {
                List<dev.mainstay.state.ClusterEvent> news = events.from(number, IDLE_MILLIS);
                for (dev.mainstay.state.ClusterEvent event : news) {
                    if (!outlet.awaitReady()) {
                        return;
                    }
                    observer.onNext(EventEncoder.encode(event));
                }
                number += news.size();
            }
        });
    }

    private static void serve(ServerCallStreamObserver<?> observer, Stream stream) {
        Thread.ofVirtual().name("watch").start(Context.current().wrap(() -> {
            try {
                stream.run();
            } catch (Exception end) {
                end(observer, end);
            }
        }));
    }

    @FunctionalInterface
    private interface Stream {
        void run() throws Exception;
    }

    private static void end(ServerCallStreamObserver<?> observer, Exception end) {
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

    /** Where a stream's answers go, with what gRPC says of the other end. */
    private static final class Outlet<T> {

        /** How long a caller may leave its window full before it is dropped. */
        private static final long STALLED_SECONDS_MAX = 12;

        private final ServerCallStreamObserver<T> observer;
        private final Semaphore news = new Semaphore(0);
        private final Semaphore gone = new Semaphore(0);

        /** @param onGone called once when the caller is gone; while the call's method runs */
        Outlet(ServerCallStreamObserver<T> observer, Runnable onGone) {
            this.observer = observer;
            observer.setOnReadyHandler(news::release);
            observer.setOnCancelHandler(() -> {
                gone.release();
                news.release();
                onGone.run();
            });
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
    }
}
