// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** An event loop and its clock that advance when the test says so. */
public final class ManualLoop implements EventLoop, NodeClock {

    private final PriorityQueue<Due> tasks = new PriorityQueue<>(
            Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::sequence));
    private long nowNanos;
    private long sequence;

    /** Runs everything that is due now, and what that hands in for now. */
    public void runAll() {
        advance(Duration.ZERO);
    }

    /** Lets so much time pass, and runs what falls due meanwhile. */
    public void advance(Duration span) {
        long end = nowNanos + span.toNanos();
        while (!tasks.isEmpty() && tasks.element().atNanos() <= end) {
            Due next = tasks.remove();
            nowNanos = Math.max(nowNanos, next.atNanos());
            next.task().run();
        }
        nowNanos = end;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(new Due(nowNanos, sequence++, task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(nowNanos + Math.max(0, delay.toNanos()), sequence++, task);
        tasks.add(due);
        return () -> tasks.remove(due);
    }

    @Override
    public long bootNanos() {
        return nowNanos;
    }

    @Override
    public Instant wall() {
        return Instant.EPOCH.plusNanos(nowNanos);
    }

    private record Due(long atNanos, long sequence, Runnable task) {}
}
