// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.posix.BootClock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one timer thread: time-outs, the due times of recurring monitors, and the lease. Tasks must
 * be quick.
 */
public final class Ticker implements AutoCloseable {
    /** How late the lapse of a lease may be noticed. Small against any lease, cheap enough. */
    private static final long TICK_MILLIS = 20;

    private final BootClock clock;
    private final ScheduledThreadPoolExecutor timer;
    private volatile long lastTickNanos;

    /** Starts ticking: each tick enforces the lease. */
    public Ticker(BootClock clock, Lease lease) {
        this.clock = clock;
        this.lastTickNanos = clock.nanos();
        this.timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("agent-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        var _ = timer.scheduleAtFixedRate(() -> tick(lease), TICK_MILLIS, TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void tick(Lease lease) {
        lease.enforce();
        lastTickNanos = clock.nanos();
    }

    Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** CLOCK_BOOTTIME of the last tick. */
    public long lastTickNanos() {
        return lastTickNanos;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
