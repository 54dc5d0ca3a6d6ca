// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.NodeClock;
import java.time.Instant;

/**
 * Stamps entries with log time on the leader (safety.md 27). Log time never runs back, and it
 * advances by at most the elapsed time on a clock that cannot be set, plus a small slew: within a
 * term, and from term to term too, because every node counts from the last entry that it applied. A
 * leader whose clock is in a wrong year therefore expires nothing at once. Only the first time of
 * a log is taken from a wall clock as it is; after an outage of the whole cluster, of which nobody
 * knows how long it was, log time is behind until a committed reset brings it forward.
 */
public final class LogClock {

    /** A clock that was set forward by an hour is caught up with in 20 hours. */
    private static final long SLEW_DIVISOR = 20;

    private final NodeClock clock;
    private Instant applied = Instant.EPOCH;
    /** The latest time that is known to be in the log, or on its way there. */
    private Instant last = Instant.EPOCH;
    /** When it was heard of. */
    private long lastNanos;

    /** @param clock of the machine that may lead */
    public LogClock(NodeClock clock) {
        this.clock = clock;
    }

    /** Tells of the state's log time after each entry; an earlier one was reset. */
    public synchronized void applied(Instant logTime) {
        if (logTime.isAfter(last) || logTime.isBefore(applied)) {
            last = logTime;
            lastNanos = clock.bootNanos();
        }
        applied = logTime;
    }

    /** The time of the next entry, for a node that leads. */
    public synchronized Instant stamp() {
        long now = clock.bootNanos();
        Instant stamp = clock.wall();
        if (last.isAfter(Instant.EPOCH)) {
            long elapsed = now - lastNanos;
            Instant ceiling = last.plusNanos(elapsed + elapsed / SLEW_DIVISOR);
            stamp = stamp.isAfter(ceiling) ? ceiling : stamp;
        }
        if (stamp.isAfter(last)) {
            last = stamp;
            lastNanos = now;
        }
        return last;
    }
}
