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

    /** Runs a stream on a thread of its own, to its end or the caller's. */
    static void serve(ServerCallStreamObserver<?> observer, Stream stream) {
        Thread.ofVirtual().name("watch").start(Context.current().wrap(() -> {
            try {
                stream.run();
            } catch (Exception end) {
                end(observer, end);
            }
        }));
    }

    @FunctionalInterface
    interface Stream {
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
}
