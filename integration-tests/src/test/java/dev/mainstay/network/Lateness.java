// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How late a thread of this process came to its turn: what a busy machine did to the nodes, whose
 * processes stood still no less.
 */
final class Lateness implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(20);

    private final Thread thread;
    private volatile long largestNanos;
    private volatile boolean closed;

    Lateness() {
        thread = Thread.ofPlatform().daemon().name("lateness").start(this::run);
    }

    /** The largest since the last call, in seconds. */
    double largest() {
        double seconds = largestNanos / 1e9;
        largestNanos = 0;
        return seconds;
    }

    private void run() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(TURN.toNanos());
            long late = System.nanoTime() - before - TURN.toNanos();
            if (late > largestNanos) {
                largestNanos = late;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
