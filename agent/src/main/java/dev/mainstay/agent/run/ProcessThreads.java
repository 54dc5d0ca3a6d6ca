// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real threads: virtual ones for the work, a platform thread for the timer. */
public final class ProcessThreads implements Threads {
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService deliveries =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("agent-reports").factory());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("agent-timer").factory());

    /** Begins the timer thread with the first task. */
    public ProcessThreads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Executor deliveries() {
        return deliveries;
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        deliveries.shutdown();
        workers.shutdown();
        timer.shutdownNow();
    }
}
