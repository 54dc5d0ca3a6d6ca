// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Work of one resource runs one after the other, in the order in which it was given; work of
 * different resources runs at the same time.
 */
final class ResourceLanes {
    private final Executor executor;
    /** Work that waits, per resource that has some running. */
    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

    ResourceLanes(Executor executor) {
        this.executor = executor;
    }

    /** @param work must not throw */
    synchronized void submit(String resource, Runnable work) {
        boolean idle = !lanes.containsKey(resource);
        lanes.computeIfAbsent(resource, name -> new ArrayDeque<>()).add(work);
        if (idle) {
            executor.execute(() -> drain(resource));
        }
    }

    private void drain(String resource) {
        Optional<Runnable> work = next(resource);
        while (work.isPresent()) {
            work.get().run();
            work = next(resource);
        }
    }

    private synchronized Optional<Runnable> next(String resource) {
        Optional<Runnable> work = Optional.ofNullable(lanes.get(resource)).map(Queue::poll);
        if (work.isEmpty()) {
            lanes.remove(resource);
        }
        return work;
    }
}
