// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.EventEncoder;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.codec.api.StatusEncoder;
import dev.mainstay.port.StateSource;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterStatus;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The streams of status and of events. */
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
        Outlet outlet = new Outlet(observer, changed::release);
        outlet.serve(() -> {
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
        Outlet outlet = new Outlet(observer, () -> {});
        outlet.serve(() -> {
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
}
