// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.attribute.AttributeBatches;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Brings the changes that tools ask for into the log, in the order in which they were asked for:
 * without a leader they wait, and the one that was asked for last has to be the one that stands.
 * Transient attributes share entries; of anything else one entry follows the other. Each has a
 * request id, so that a repetition has no second effect.
 */
final class PendingChanges {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final ExecutorPorts ports;
    private final Recorder recorder;
    private final LongSupplier incarnation;
    private final AttributeBatches attributes;
    private final Deque<Waiting> others = new ArrayDeque<>();
    /** What is in the log, by index, and cannot be read here yet. */
    private final SortedMap<Long, List<Runnable>> unread = new TreeMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private long present;
    private long count;
    private boolean looking;

    PendingChanges(ExecutorPorts ports, Recorder recorder, LongSupplier incarnation) {
        this.ports = ports;
        this.recorder = recorder;
        this.incarnation = incarnation;
        this.attributes = new AttributeBatches(ports.loop(), ports.clock(),
                (author, command, then) -> record(command, then::accept));
    }

    /** Whether all that was asked for can be read here. May be asked on any thread. */
    boolean isEmpty() {
        return size.get() == 0;
    }

    /** @param then called once when it can be read here, unless the incarnation ends before */
    void add(AttributeChange change, Consumer<Proposed.Applied> then) {
        forgetFormer();
        size.incrementAndGet();
        attributes.add(Author.cluster(ports.self().value()), change, proposed -> {
            switch (proposed) {
                case Proposed.Applied applied -> awaitHere(applied, then);
                // Recording goes on until it is applied: only what never began is told.
                case Proposed.Refused(var why) -> turnedDown(why, then);
                case Proposed.TooLarge(var why) -> turnedDown(why, then);
                case Proposed.Indeterminate(var why) -> turnedDown(why, then);
                case Proposed.NoLeader _ -> turnedDown("there is no leader", then);
            }
        });
    }

    /** @param then called once when it can be read here, unless the incarnation ends before */
    void add(Command command, Consumer<Proposed.Applied> then) {
        forgetFormer();
        size.incrementAndGet();
        others.add(new Waiting(command, then));
        if (others.size() == 1) {
            begin(others.element());
        }
    }

    /** What was asked for in an earlier incarnation has been given up. */
    private void forgetFormer() {
        long now = incarnation.getAsLong();
        if (now != present) {
            present = now;
            attributes.forget();
            others.clear();
            unread.clear();
            size.set(0);
        }
    }

    private void record(Command command, Consumer<Proposed.Applied> then) {
        count++;
        recorder.record("tool:" + ports.self() + ":" + present + ":" + count, command, then);
    }

    private void begin(Waiting waiting) {
        record(waiting.command(), applied -> {
            others.poll();
            if (!others.isEmpty()) {
                begin(others.element());
            }
            awaitHere(applied, waiting.then());
        });
    }

    private void turnedDown(String why, Consumer<Proposed.Applied> then) {
        size.decrementAndGet();
        then.accept(new Proposed.Applied(0,
                new Outcome.Rejected(new Rejection.NotPossibleNow(why))));
    }

    private void awaitHere(Proposed.Applied applied, Consumer<Proposed.Applied> then) {
        unread.computeIfAbsent(applied.index(), _ -> new ArrayList<>()).add(() -> {
            size.decrementAndGet();
            then.accept(applied);
        });
        look();
    }

    private void look() {
        if (looking) {
            return;
        }
        long readable = ports.states().current().appliedIndex();
        while (!unread.isEmpty() && unread.firstKey() <= readable) {
            List<Runnable> read = unread.firstEntry().getValue();
            unread.remove(unread.firstKey());
            read.forEach(Runnable::run);
        }
        if (!unread.isEmpty()) {
            looking = true;
            ports.loop().after(LOOK, () -> {
                looking = false;
                look();
            });
        }
    }

    private record Waiting(Command command, Consumer<Proposed.Applied> then) {}
}
