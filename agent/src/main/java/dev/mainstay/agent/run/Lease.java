// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.posix.BootClock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The node's right to make things active, as far as this agent was told of it (safety rule 9). It
 * ends by the clock of this machine, not by a message.
 */
public final class Lease {
    private final BootClock clock;
    private final Set<EndSignal> guarded = ConcurrentHashMap.newKeySet();
    private long deadlineNanos;
    /** Set until the master tells of a lease again: orders from before are still on their way. */
    private boolean ended;

    public Lease(BootClock clock) {
        this.clock = clock;
    }

    /**
     * Takes in the deadline that came with an order; an earlier one than the known is ignored.
     *
     * @return false if it has passed or the lease was ended: it may have lapsed since the order was
     *     sent, and been granted anew after the order was voided
     */
    synchronized boolean extend(long deadline) {
        if (ended) {
            return false;
        }
        deadlineNanos = Math.max(deadlineNanos, deadline);
        return clock.nanos() - deadline < 0;
    }

    /**
     * Takes in news of the lease: a later deadline extends it, one that has passed ends it at once,
     * which is how a master says that it has no lease any more.
     *
     * @return the deadline known now
     */
    synchronized long update(long deadline) {
        ended = clock.nanos() - deadline >= 0;
        deadlineNanos = ended ? Math.min(deadlineNanos, deadline)
                : Math.max(deadlineNanos, deadline);
        return deadlineNanos;
    }

    /** The master has none, whatever was left of its time. */
    synchronized void end() {
        update(clock.nanos());
    }

    /** Forgets what was told to an earlier incarnation. */
    synchronized void reset() {
        deadlineNanos = 0;
        ended = false;
    }

    /** CLOCK_BOOTTIME at which it ends or ended; 0: there was none. */
    public synchronized long deadlineNanos() {
        return deadlineNanos;
    }

    /** Whether something may be made active right now. */
    boolean holds() {
        return clock.nanos() - deadlineNanos() < 0;
    }

    /** The run of this signal is to end at the lapse. */
    void guard(EndSignal signal) {
        guarded.add(signal);
    }

    void release(EndSignal signal) {
        guarded.remove(signal);
    }

    /** Called at short intervals: ends what runs beyond the deadline. */
    void enforce() {
        if (!guarded.isEmpty() && !holds()) {
            guarded.forEach(signal -> signal.end(EndSignal.Cause.LEASE_LAPSED));
        }
    }
}
