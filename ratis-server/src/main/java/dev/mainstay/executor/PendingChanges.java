// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.Proposed;
import dev.mainstay.state.Command;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Brings the changes that tools ask for into the log, those of one attribute in the order in which
 * they were asked for: without a leader they wait, and the one that was asked for last has to be
 * the one that stands. Of those that wait for another only the newest is made. Each has a request
 * id, so that a repetition has no second effect.
 */
final class PendingChanges {
    private static final Duration LOOK = Duration.ofMillis(5);

    private final ExecutorPorts ports;
    private final Recorder recorder;
    private final LongSupplier incarnation;
    private final SortedMap<String, Deque<Waiting>> queues = new TreeMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private long present;
    private long count;

    PendingChanges(ExecutorPorts ports, Recorder recorder, LongSupplier incarnation) {
        this.ports = ports;
        this.recorder = recorder;
        this.incarnation = incarnation;
    }

    /** Whether all that was asked for can be read here. May be asked on any thread. */
    boolean isEmpty() {
        return size.get() == 0;
    }

    /** @param then called once when it can be read here, unless the incarnation ends before */
    void add(Command command, Consumer<Proposed.Applied> then) {
        forgetFormer();
        Deque<Waiting> queue = queues.computeIfAbsent(key(command), _ -> new ArrayDeque<>());
        if (command instanceof Command.ChangeAttribute && queue.size() > 1) {
            queue.getLast().replace(command, then);
            return;
        }
        size.incrementAndGet();
        queue.add(new Waiting(present, command, then));
        if (queue.size() == 1) {
            begin(queue.element());
        }
    }

    /** What was asked for in an earlier incarnation has been given up. */
    private void forgetFormer() {
        long now = incarnation.getAsLong();
        if (now != present) {
            present = now;
            queues.clear();
            size.set(0);
        }
    }

    private static String key(Command command) {
        return command instanceof Command.ChangeAttribute change
                ? change.node() + " " + change.name()
                : "";
    }

    private void begin(Waiting waiting) {
        count++;
        recorder.record("tool:" + ports.self() + ":" + present + ":" + count, waiting.command,
                applied -> ended(waiting, applied));
    }

    private void ended(Waiting waiting, Proposed.Applied applied) {
        String key = key(waiting.command);
        Deque<Waiting> queue = queues.getOrDefault(key, new ArrayDeque<>());
        queue.poll();
        if (queue.isEmpty()) {
            queues.remove(key);
        } else {
            begin(queue.element());
        }
        awaitHere(waiting, applied);
    }

    private void awaitHere(Waiting waiting, Proposed.Applied applied) {
        if (waiting.incarnation != present) {
            return;
        }
        if (ports.states().current().appliedIndex() < applied.index()) {
            ports.loop().after(LOOK, () -> awaitHere(waiting, applied));
            return;
        }
        size.decrementAndGet();
        waiting.listeners.forEach(listener -> listener.accept(applied));
    }

    private static final class Waiting {
        private final long incarnation;
        private final List<Consumer<Proposed.Applied>> listeners = new ArrayList<>();
        private Command command;

        Waiting(long incarnation, Command command, Consumer<Proposed.Applied> listener) {
            this.incarnation = incarnation;
            this.command = command;
            listeners.add(listener);
        }

        void replace(Command newer, Consumer<Proposed.Applied> listener) {
            command = newer;
            listeners.add(listener);
        }
    }
}
