// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One daemon's thread and clocks. Killed, it never runs anything again; paused, whatever falls due
 * waits for the end of the pause, as under SIGSTOP, while its clock goes on.
 */
final class VirtualProcess implements EventLoop, NodeClock {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTime time;
    private final List<Runnable> held = new ArrayList<>();
    private boolean killed;
    private boolean paused;

    VirtualProcess(VirtualTime time) {
        this.time = time;
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

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
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
        return time.nowNanos();
    }

    @Override
    public Instant wall() {
        return EPOCH.plusNanos(time.nowNanos());
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
