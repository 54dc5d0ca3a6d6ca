// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An event loop on one thread of its own. A task that throws is a fault of ours: it goes to the
 * fault handler, which stops the node, because an actor that lost a task cannot be trusted.
 */
public final class ThreadEventLoop implements EventLoop, AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> faults;

    public ThreadEventLoop(String name, Consumer<Throwable> faults) {
        this.faults = faults;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon(true).factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            // The node is closing: what arrives now has nobody left to act on it.
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            Future<?> timer =
                    thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                faults.accept(fault);
            }
        };
    }

    /** Ends the thread after the task that runs; what waits is dropped. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
