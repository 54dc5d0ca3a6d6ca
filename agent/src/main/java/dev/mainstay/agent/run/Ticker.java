// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.posix.BootClock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** The one timer: time-outs, the due times of recurring monitors, and the lease. */
final class Ticker {
    /** How late the lapse of a lease may be noticed. Small against any lease, cheap enough. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final BootClock clock;
    private final Lease lease;
    private final Threads threads;
    private volatile long lastTickNanos;
    private volatile boolean closed;

    /** Starts ticking: each tick enforces the lease. */
    Ticker(BootClock clock, Lease lease, Threads threads) {
        this.clock = clock;
        this.lease = lease;
        this.threads = threads;
        this.lastTickNanos = clock.nanos();
        next();
    }

    private void tick() {
        lease.enforce();
        lastTickNanos = clock.nanos();
        next();
    }

    private void next() {
        try {
            if (!closed) {
                var _ = threads.after(TICK, this::tick);
            }
        } catch (RejectedExecutionException closing) {
            closed = true;
        }
    }

    Future<?> after(Duration delay, Runnable task) {
        return threads.after(delay, task);
    }

    /** CLOCK_BOOTTIME of the last tick. */
    long lastTickNanos() {
        return lastTickNanos;
    }

    void close() {
        closed = true;
    }
}
