// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A process, its thread and its clocks. Killed, it never runs anything again; paused, whatever
 * falls due waits for the end of the pause, as under SIGSTOP, while its clocks go on.
 */
final class VirtualProcess implements EventLoop, NodeClock {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTime time;
    private final long bootNanos;
    private final LongSupplier wallErrorNanos;
    private final List<Runnable> held = new ArrayList<>();
    private boolean killed;
    private boolean paused;
    private long resumedNanos;

    /**
     * @param bootNanos when its machine booted
     * @param wallErrorNanos how wrong the machine's wall clock is
     */
    VirtualProcess(VirtualTime time, long bootNanos, LongSupplier wallErrorNanos) {
        this.time = time;
        this.bootNanos = bootNanos;
        this.wallErrorNanos = wallErrorNanos;
    }

    void kill() {
        killed = true;
        held.clear();
    }

    boolean isAlive() {
        return !killed;
    }

    boolean isRunning() {
        return !killed && !paused;
    }

    /** When its last pause ended; 0 before the first. */
    long resumedNanos() {
        return paused ? Long.MAX_VALUE : resumedNanos;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        resumedNanos = time.nowNanos();
        held.forEach(task -> time.after(Duration.ZERO, () -> run(task)));
        held.clear();
    }

    @Override
    public void execute(Runnable task) {
        time.after(Duration.ZERO, () -> run(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        boolean[] cancelled = {false};
        time.after(delay, () -> run(() -> {
            if (!cancelled[0]) {
                task.run();
            }
        }));
        return () -> cancelled[0] = true;
    }

    @Override
    public long bootNanos() {
        return time.nowNanos() - bootNanos;
    }

    /** The world's time for a reading of {@link #bootNanos}. */
    long worldNanos(long ofBootNanos) {
        return ofBootNanos + bootNanos;
    }

    @Override
    public Instant wall() {
        return EPOCH.plusNanos(time.nowNanos() + wallErrorNanos.getAsLong());
    }

    private void run(Runnable task) {
        if (killed) {
            return;
        }
        if (paused) {
            held.add(task);
        } else {
            task.run();
        }
    }
}
