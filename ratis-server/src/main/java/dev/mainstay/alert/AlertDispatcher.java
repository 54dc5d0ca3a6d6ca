// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.alert.AlertBook.Occasion;
import dev.mainstay.model.Alert;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.AlertClient;
import dev.mainstay.port.AlertClient.Call;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.port.Subscriptions;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the configured alert agents what the log says has happened. An event is told once at most:
 * by a daemon that had joined when the event's entry was committed, from entries that it applies
 * for the first time. What it reads up on at its start was told by those who were there, and what
 * it had not told when it ended is not told later.
 *
 * <p>The thread that applies entries only notes what happened; all else is done on a thread of its
 * own, and the agents run on the node agent's.
 */
public final class AlertDispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);
    private static final int NOTED_MAX = 10_000;
    /** Between the commit of a daemon's join and its hearing of it lie few entries. */
    private static final int HELD_MAX = 1_000;

    private final Parts parts;
    private final AutoCloseable subscription;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(NOTED_MAX),
            Thread.ofPlatform().daemon().name("alerts").factory());
    private final Deque<Noted> held = new ArrayDeque<>();
    private final Map<String, AlertLane> lanes = new HashMap<>();
    private Optional<Long> since = Optional.empty();
    private boolean overflowed;
    private Book book = new Book(-1, new AlertBook(Configuration.EMPTY));
    private long sequence;

    /**
     * What it works with.
     *
     * @param firstIncarnation the log index from which on this daemon takes part
     * @param zone of the times that agents are told
     * @param version of this build
     */
    public record Parts(
            NodeId self,
            StateSource states,
            AlertClient client,
            CompletionStage<Long> firstIncarnation,
            NodeClock clock,
            ZoneId zone,
            String version) {}

    private record Noted(
            long index, long revision, Configuration configuration, List<AlertEvent> events,
            Instant at) {}

    private record Book(long revision, AlertBook alerts) {}

    private AlertDispatcher(Parts parts) {
        this.parts = parts;
        thread.allowCoreThreadTimeOut(true);
        this.subscription = parts.states().subscribe(this::applied);
        var _ = parts.firstIncarnation().thenAccept(this::joined);
    }

    /** Begins to tell; what happens before the daemon's first join is not told. */
    public static AlertDispatcher open(Parts parts) {
        return new AlertDispatcher(parts);
    }

    /** Tells nothing more; agents that run are the node agent's to end. */
    @Override
    public void close() {
        Subscriptions.end(subscription);
        thread.shutdownNow();
    }

    private void applied(ClusterState state, List<ClusterEvent> events) {
        if (events.isEmpty() || state.configuration().alerts().isEmpty()) {
            return;
        }
        List<AlertEvent> told = AlertEvents.of(state, events, parts.self());
        if (!told.isEmpty()) {
            note(new Noted(state.appliedIndex(), state.revision(), state.configuration(),
                    told, parts.clock().wall()));
        }
    }

    private synchronized void note(Noted noted) {
        if (since.isPresent()) {
            handOver(noted);
            return;
        }
        if (held.size() == HELD_MAX) {
            held.removeFirst();
        }
        held.addLast(noted);
    }

    private synchronized void joined(long incarnation) {
        since = Optional.of(incarnation);
        held.forEach(this::handOver);
        held.clear();
    }

    private void handOver(Noted noted) {
        if (noted.index() < since.orElse(Long.MAX_VALUE)) {
            return;
        }
        try {
            thread.execute(() -> tell(noted));
            overflowed = false;
        } catch (RejectedExecutionException full) {
            if (!overflowed && !thread.isShutdown()) {
                LOG.warn("{} entries wait for alerts to be made of them: events are dropped",
                        NOTED_MAX, full);
            }
            overflowed = true;
        }
    }

    /** A defect in here must not end the node: services are worth more than being told of them. */
    private void tell(Noted noted) {
        try {
            if (book.revision() != noted.revision()) {
                book = new Book(noted.revision(), new AlertBook(noted.configuration()));
                lanes.keySet().retainAll(
                        noted.configuration().alerts().stream().map(Alert::id).toList());
            }
            noted.events().forEach(event -> tell(event, noted.at()));
        } catch (RuntimeException defect) {
            LOG.error("no alert is made of entry {}", noted.index(), defect);
        }
    }

    private void tell(AlertEvent event, Instant at) {
        List<Call> calls = book.alerts().calls(
                event, new Occasion(sequence + 1, at, parts.zone(), parts.version()));
        if (!calls.isEmpty()) {
            sequence++;
        }
        for (Call call : calls) {
            lanes.computeIfAbsent(call.alert(), alert -> new AlertLane(alert, parts.client()))
                    .add(call);
        }
    }
}
