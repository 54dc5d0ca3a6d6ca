// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest events, for those who watch. Events are numbered in the order in which they were
 * applied here; a watcher that falls further behind than the ring is long is told so.
 */
public final class EventRing implements StateSource.Listener {

    /** Hours of an ordinary cluster, a few megabytes. */
    private static final int CAPACITY = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ClusterEvent[] ring = new ClusterEvent[CAPACITY];
    private long next;
    private volatile long appliedIndex;

    @Override
    public void applied(ClusterState state, List<ClusterEvent> events) {
        if (events.isEmpty()) {
            appliedIndex = state.appliedIndex();
            return;
        }
        lock.lock();
        try {
            events.forEach(this::keep);
            appliedIndex = state.appliedIndex();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds an event that no entry caused. */
    public void tell(ClusterEvent event) {
        lock.lock();
        try {
            keep(event);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keep(ClusterEvent event) {
        ring[(int) (next % CAPACITY)] = event;
        next++;
    }

    /** All events up to this log index are here, or were. */
    long appliedIndex() {
        return appliedIndex;
    }

    /** Number of the next event to come. */
    long end() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Number of the first event kept here whose log index is at least {@code index}. */
    long firstSince(long index) {
        lock.lock();
        try {
            long number = oldest();
            while (number < next && at(number).index() < index) {
                number++;
            }
            return number;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether events of {@code index} or later may have been dropped already, or came before us.
     */
    boolean mayLack(long index) {
        lock.lock();
        try {
            return next > CAPACITY && at(oldest()).index() >= index;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The events from a number on; waits a little when there are none yet.
     *
     * @throws Overrun when the number has been overwritten
     */
    List<ClusterEvent> from(long number, long waitMillis) throws InterruptedException, Overrun {
        lock.lockInterruptibly();
        try {
            long nanosLeft = TimeUnit.MILLISECONDS.toNanos(waitMillis);
            while (number >= next && nanosLeft > 0) {
                nanosLeft = grown.awaitNanos(nanosLeft);
            }
            if (number < oldest()) {
                throw new Overrun();
            }
            List<ClusterEvent> events = new ArrayList<>();
            for (long i = number; i < next; i++) {
                events.add(at(i));
            }
            return events;
        } finally {
            lock.unlock();
        }
    }

    private long oldest() {
        return Math.max(0, next - CAPACITY);
    }

    private ClusterEvent at(long number) {
        return ring[(int) (number % CAPACITY)];
    }

    /** The watcher was too slow, or asked for what is no longer kept. */
    static final class Overrun extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
