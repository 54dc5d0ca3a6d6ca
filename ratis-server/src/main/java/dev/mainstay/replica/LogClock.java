// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.NodeClock;
import java.time.Instant;

/**
 * Stamps entries with log time on the leader (safety.md 27). Log time never runs back. When a term
 * begins it may step forward to the leader's clock, because nobody knows how long the cluster was
 * without a leader; within the term it advances by at most the elapsed time on a clock that cannot
 * be set, plus a small slew. Somebody who sets the leader's clock to a wrong year therefore expires
 * nothing at once. Calls are serialised by the caller.
 */
public final class LogClock {

    /** A clock that was set forward by an hour is caught up with in 20 hours. */
    private static final long SLEW_DIVISOR = 20;

    private final NodeClock clock;
    private long term = -1;
    private Instant last = Instant.MIN;
    private long lastNanos;

    /** @param clock of the machine that leads */
    public LogClock(NodeClock clock) {
        this.clock = clock;
    }

    /**
     * The time of the next entry.
     *
     * @param leadingTerm the term that the entry is meant for
     * @param logTime the state's log time, as far as it is applied here
     */
    public Instant stamp(long leadingTerm, Instant logTime) {
        long now = clock.bootNanos();
        Instant floor = last.isAfter(logTime) ? last : logTime;
        Instant stamp = clock.wall();
        if (leadingTerm == term) {
            long elapsed = now - lastNanos;
            Instant ceiling = floor.plusNanos(elapsed + elapsed / SLEW_DIVISOR);
            stamp = stamp.isAfter(ceiling) ? ceiling : stamp;
        }
        last = stamp.isAfter(floor) ? stamp : floor;
        lastNanos = now;
        term = leadingTerm;
        return last;
    }
}
