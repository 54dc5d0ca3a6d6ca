// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.LeadershipListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes changes of leadership on, in order, on a thread of its own: Ratis tells of them while it
 * holds its locks, and a listener that took long there would cost the leadership itself.
 */
final class LeadershipEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipEvents.class);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("raft-events").factory());
    // Only the thread above touches what follows.
    private final List<LeadershipListener> listeners = new ArrayList<>();
    private OptionalLong readyTerm = OptionalLong.empty();
    private long leaderTerm;
    private Optional<String> leader = Optional.empty();

    void add(LeadershipListener listener) {
        execute(
                () -> {
                    listeners.add(listener);
                    leader.ifPresent(
                            id -> tell(listener, l -> l.onLeaderChanged(leaderTerm, id)));
                    readyTerm.ifPresent(term -> tell(listener, l -> l.onLeaderReady(term)));
                });
    }

    void leaderReady(long term) {
        execute(
                () -> {
                    readyTerm = OptionalLong.of(term);
                    tellAll(listener -> listener.onLeaderReady(term));
                });
    }

    void notLeader() {
        execute(
                () -> {
                    if (readyTerm.isPresent()) {
                        readyTerm = OptionalLong.empty();
                        tellAll(LeadershipListener::onNotLeader);
                    }
                });
    }

    void leaderChanged(long term, String newLeader) {
        execute(
                () -> {
                    if (term != leaderTerm || !newLeader.equals(leader.orElse(""))) {
                        leaderTerm = term;
                        leader = Optional.of(newLeader);
                        tellAll(listener -> listener.onLeaderChanged(term, newLeader));
                    }
                });
    }

    /** Tells of lost leadership, if there was any, and ends. */
    void close() {
        notLeader();
        thread.shutdown();
    }

    private void tellAll(Consumer<LeadershipListener> event) {
        listeners.forEach(listener -> tell(listener, event));
    }

    private static void tell(LeadershipListener listener, Consumer<LeadershipListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("a listener for leadership failed: {}", listener, e);
        }
    }

    private void execute(Runnable event) {
        try {
            thread.execute(event);
        } catch (RejectedExecutionException e) {
            LOG.debug("leadership changed after the peer was closed", e);
        }
    }
}
