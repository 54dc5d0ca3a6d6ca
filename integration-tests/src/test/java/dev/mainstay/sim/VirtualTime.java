// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** The world's one queue of events: what falls due first runs first, ties in order of arrival. */
final class VirtualTime {

    private final PriorityQueue<Event> events = new PriorityQueue<>(1024);
    private final Runnable afterEach;
    private long nowNanos;
    private long sequence;
    private long done;

    /** @param afterEach checks what has to hold after every event */
    VirtualTime(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    long nowNanos() {
        return nowNanos;
    }

    long nowMillis() {
        return nowNanos / 1_000_000;
    }

    /** How many events have happened. */
    long done() {
        return done;
    }

    void at(long nanos, Runnable task) {
        sequence++;
        events.add(new Event(Math.max(nanos, nowNanos), sequence, task));
    }

    void after(Duration delay, Runnable task) {
        at(nowNanos + Math.max(0, delay.toNanos()), task);
    }

    void run(Duration span) {
        long end = nowNanos + span.toNanos();
        runUntil(() -> false, end);
        nowNanos = end;
    }

    /** Whether the condition came true within the span. */
    boolean runUntil(BooleanSupplier condition, Duration span) {
        return runUntil(condition, nowNanos + span.toNanos());
    }

    private boolean runUntil(BooleanSupplier condition, long endNanos) {
        while (!condition.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.atNanos() > endNanos) {
                return false;
            }
            events.remove();
            nowNanos = next.atNanos();
            done++;
            next.task().run();
            afterEach.run();
        }
        return true;
    }

    private record Event(long atNanos, long sequence, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos == other.atNanos
                    ? Long.compare(sequence, other.sequence)
                    : Long.compare(atNanos, other.atNanos);
        }
    }
}
