// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.EventEncoder;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.codec.api.StatusEncoder;
import dev.mainstay.port.StateSource;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The streams: each is served by the virtual thread of its call until the caller goes. */
final class Watches {

    /** Ten answers a second at most. */
    private static final long STATUS_SPACING_MILLIS = 100;
    /** How soon a stream notices that its caller is gone although nothing happens. */
    private static final long IDLE_MILLIS = 500;
    /** How long a caller may leave its window full before it is dropped. */
    private static final int STALLED_ROUNDS_MAX = 120;

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
        try (var _ = states.subscribe((state, news) -> changed.release())) {
            observer.onNext(StatusEncoder.encode(first.get()));
            while (!observer.isCancelled()) {
                Thread.sleep(STATUS_SPACING_MILLIS);
                if (changed.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS) && ready(observer)) {
                    changed.drainPermits();
                    observer.onNext(StatusEncoder.encode(next.get()));
                }
            }
        } catch (Exception end) {
            end(observer, end);
        }
    }

    void events(ServerCallStreamObserver<ClusterEvent> observer, Supplier<OptionalLong> request) {
        try {
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
                    if (!ready(observer)) {
                        return;
                    }
                    observer.onNext(EventEncoder.encode(event));
                }
                number += news.size();
            }
        } catch (Exception end) {
            end(observer, end);
        }
    }

    /** Waits until the caller takes more; false when it is gone. */
    static boolean ready(ServerCallStreamObserver<?> observer)
            throws InterruptedException {
        for (int round = 0; !observer.isReady(); round++) {
            if (observer.isCancelled()) {
                return false;
            }
            if (round == STALLED_ROUNDS_MAX) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("the watcher does not read what it asked for")
                        .asRuntimeException();
            }
            Thread.sleep(IDLE_MILLIS / 5);
        }
        return true;
    }

    static void end(ServerCallStreamObserver<?> observer, Exception end) {
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
