// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what a rebooting machine does: a node that was fenced although the demo did not kill it, as
 * may happen on a machine too busy for its leases, is started again.
 */
final class MachineRestarts implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(500);

    private final List<DemoNode> nodes;
    private final Progress progress;
    private final List<String> restarted = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    MachineRestarts(List<DemoNode> nodes, Progress progress) {
        this.nodes = nodes;
        this.progress = progress;
        this.thread = Thread.ofVirtual().name("machine-restarts").start(this::run);
    }

    /** The name of the node for each time that one was started again. */
    List<String> restarted() {
        return List.copyOf(restarted);
    }

    /** Returns once nothing is started any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            for (DemoNode node : nodes) {
                restart(node);
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private void restart(DemoNode node) {
        try {
            if (node.restartIfEnded()) {
                restarted.add(node.name());
                progress.line(node.name() + " ended unasked, fenced or failed; started it again");
            }
        } catch (IOException e) {
            progress.line(node.name() + " ended unasked and cannot be started: " + e.getMessage());
        }
    }
}
