// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.attribute;

import dev.mainstay.pace.Pace;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandLimits;
import dev.mainstay.state.Rejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings changes of attributes into the log. A single one goes at once. What comes while an entry
 * is on its way, or faster than a node may write entries, is gathered and goes with the next one,
 * so that a burst of a thousand changes a second is a few dozen entries.
 *
 * <p>Entries of one such gatherer follow each other, in the order in which their changes were asked
 * for: whoever waits for one change before asking for the next, and whoever does not, finds both in
 * that order. Lives on its loop.
 */
public final class AttributeBatches {

    /** More than a machine's agents can wait for, and some megabytes. */
    static final int WAITING_MAX = 10_000;

    /** Entries in a row without a pause: what a round of monitors on a busy machine asks for. */
    static final int ENTRIES_AT_ONCE = 20;

    /** Ten nodes that do nothing else keep to 200 entries a second, which any disk can do. */
    static final Duration ENTRY_INTERVAL = Duration.ofMillis(50);

    private final EventLoop loop;
    private final Pace pace;
    private final Log log;
    private final Deque<AttributeBatch> waiting = new ArrayDeque<>();
    private int callers;
    private boolean underWay;
    private long generation;

    /** The way into the log. */
    public interface Log {
        /** @param then called once on the loop with what became of it */
        void record(Author author, Command.ChangeAttributes command, Consumer<Proposed> then);
    }

    public AttributeBatches(EventLoop loop, NodeClock clock, Log log) {
        this.loop = loop;
        this.pace = new Pace(clock, ENTRIES_AT_ONCE, ENTRY_INTERVAL);
        this.log = log;
    }

    /**
     * Asks for a change.
     *
     * @param then called once, on the loop, with what became of this change alone;
     *        {@link Proposed.Refused} if it was not taken
     */
    public void add(Author author, AttributeChange change, Consumer<Proposed> then) {
        Optional<String> refused = refused(change);
        if (refused.isPresent()) {
            then.accept(new Proposed.Refused(refused.get()));
            return;
        }
        AttributeBatch batch = waiting.peekLast();
        if (batch == null || !batch.takes(author, change)) {
            batch = new AttributeBatch(author);
            waiting.add(batch);
        }
        batch.add(change, then);
        callers++;
        send();
    }

    /** Gives up what was asked for; nobody hears of it any more. */
    public void forget() {
        waiting.clear();
        callers = 0;
        underWay = false;
        generation++;
    }

    /** What would spoil an entry for others is not let into it. */
    private Optional<String> refused(AttributeChange change) {
        if (callers >= WAITING_MAX) {
            return Optional.of(WAITING_MAX + " changes of attributes are waiting already");
        }
        Optional<String> value = change.update() instanceof AttributeUpdate.Put(var text)
                ? Optional.of(text)
                : Optional.empty();
        return CommandLimits.attribute(change.name(), value).map(Rejection::message);
    }

    private void send() {
        if (underWay || waiting.isEmpty()) {
            return;
        }
        underWay = true;
        long mine = generation;
        loop.after(pace.untilNext(), () -> {
            if (mine == generation) {
                pace.take();
                record(waiting.remove());
            }
        });
    }

    private void record(AttributeBatch batch) {
        long mine = generation;
        log.record(batch.author(), batch.command(), proposed -> {
            if (mine == generation) {
                underWay = false;
                callers -= batch.callers();
                batch.settle(proposed);
                send();
            }
        });
    }
}
