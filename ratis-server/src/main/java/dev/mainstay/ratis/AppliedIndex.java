// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The last applied index, and those who wait for a later one. */
final class AppliedIndex {
    private final TreeMap<Long, List<CompletableFuture<Void>>> waiters = new TreeMap<>();
    private volatile long last = -1;
    private boolean closed;

    long last() {
        return last;
    }

    /** Called by the one thread that applies. */
    void advance(long index) {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        synchronized (waiters) {
            last = Math.max(last, index);
            var due = waiters.headMap(last, true);
            due.values().forEach(reached::addAll);
            due.clear();
        }
        reached.forEach(waiter -> waiter.complete(null));
    }

    /** Completes once {@code index} is applied; fails when the peer stops before. */
    CompletableFuture<Void> await(long index) {
        synchronized (waiters) {
            if (index <= last) {
                return CompletableFuture.completedFuture(null);
            }
            if (closed) {
                return CompletableFuture.failedFuture(stopped());
            }
            CompletableFuture<Void> waiter = new CompletableFuture<>();
            waiters.computeIfAbsent(index, key -> new ArrayList<>()).add(waiter);
            return waiter;
        }
    }

    /** Fails all who wait. */
    void close() {
        List<CompletableFuture<Void>> abandoned = new ArrayList<>();
        synchronized (waiters) {
            closed = true;
            waiters.values().forEach(abandoned::addAll);
            waiters.clear();
        }
        abandoned.forEach(waiter -> waiter.completeExceptionally(stopped()));
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("the Raft peer has stopped");
    }
}
