// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The one thread that an actor (a leader's loop, a node's executor) lives on. Tasks run one after
 * the other, in the order in which they were handed in or fell due. The simulation supplies virtual
 * time.
 */
public interface EventLoop extends Executor {

    /** Runs the task once, not before {@code delay} has passed on {@link NodeClock#bootNanos}. */
    Timer after(Duration delay, Runnable task);

    /**
     * Runs {@code then} on this loop with the future's value. A future that fails although its port
     * promises that it never does ends up as an exception of a task of this loop.
     */
    default <T> void when(CompletableFuture<T> future, Consumer<? super T> then) {
        var unused = future.whenComplete((value, failure) -> execute(() -> {
            if (failure != null) {
                throw new IllegalStateException("a port's future failed", failure);
            }
            then.accept(value);
        }));
    }

    /** A task that was handed in for later. */
    interface Timer {
        /** Keeps the task from running if it has not begun; otherwise does nothing. */
        void cancel();
    }
}
