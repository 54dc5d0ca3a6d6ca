// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** The threads that an agent works on: this process's own, or a simulation's on virtual time. */
public interface Threads extends AutoCloseable {

    /** Runs tasks that may wait for processes and disk, as many at a time as there are. */
    Executor workers();

    /** Runs tasks one after the other. */
    Executor deliveries();

    /** Runs a quick task on the one timer thread, once the delay has passed. */
    Future<?> after(Duration delay, Runnable task);

    /** Lets no more tasks in; those that have begun go on. */
    @Override
    void close();
}
