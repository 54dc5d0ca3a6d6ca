// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.run.Threads;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * The node agent's threads on virtual time. Its code waits for processes and disk as code on
 * threads does; here each of its threads is a virtual thread of the JDK whose every step is an
 * event of its process, so that all of them together run on the world's one thread, in an order
 * that the seed decides. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}, because the JDK
 * keeps schedulers of virtual threads to itself.
 */
final class VirtualThreads implements Threads {

    private static final Constructor<?> BUILDER = builder();

    private final VirtualProcess process;

    VirtualThreads(VirtualProcess process) {
        this.process = process;
    }

    @Override
    public Executor workers() {
        return task -> onScheduler().unstarted(task).start();
    }

    @Override
    public Executor deliveries() {
        return process;
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        CompletableFuture<?> future = new CompletableFuture<>();
        process.after(delay, () -> {
            if (!future.isCancelled()) {
                task.run();
            }
        });
        return future;
    }

    @Override
    public void close() {
        // Its threads end with their process.
    }

    private Thread.Builder.OfVirtual onScheduler() {
        try {
            return (Thread.Builder.OfVirtual) BUILDER.newInstance((Executor) process);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("this JDK gives out no virtual threads", failure);
        }
    }

    private static Constructor<?> builder() {
        try {
            Constructor<?> constructor =
                    Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                            .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("this JDK schedules virtual threads otherwise",
                    failure);
        }
    }
}
