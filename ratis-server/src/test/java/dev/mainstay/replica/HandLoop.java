// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** An event loop that a test drives; timers are due when the test says so. */
final class HandLoop implements EventLoop {

    private final HandClock clock;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Deque<Due> timers = new ArrayDeque<>();

    HandLoop(HandClock clock) {
        this.clock = clock;
    }

    private record Due(Duration delay, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(delay, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    void run() {
        while (!tasks.isEmpty()) {
            tasks.pop().run();
        }
    }

    /** Lets the oldest timer fall due; false when there is none. */
    boolean runTimer() {
        Due due = timers.poll();
        if (due == null) {
            return false;
        }
        clock.elapse(due.delay());
        due.task().run();
        run();
        return true;
    }
}
