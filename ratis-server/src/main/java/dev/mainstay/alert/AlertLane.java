// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.port.AlertClient;
import dev.mainstay.port.AlertClient.Call;
import dev.mainstay.port.AlertClient.Ending;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one alert's agent, begun in the order of the events and few at a time. An agent that
 * hangs holds up its own alert alone, and no more than a bounded number of runs waits for it.
 */
final class AlertLane {

    /** So many runs of one alert go on at once: with each at its limit, 16 a minute get through. */
    static final int RUNNING_MAX = 8;
    /** A fail-over of a few hundred services tells about as many events. */
    static final int WAITING_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(AlertLane.class);
    private static final int LOGGED_CHARS = 500;

    private final String alert;
    private final AlertClient client;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private int running;
    private long dropped;

    AlertLane(String alert, AlertClient client) {
        this.alert = alert;
        this.client = client;
    }

    /** Runs the call as soon as there is room for it; where too many wait, not at all. */
    void add(Call call) {
        if (enqueue(call)) {
            pump();
        }
    }

    private synchronized boolean enqueue(Call call) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(call);
            return true;
        }
        if (dropped == 0) {
            LOG.warn("alert {}: {} calls wait already; further ones are dropped until the agent"
                    + " keeps up", alert, WAITING_MAX);
        }
        dropped++;
        return false;
    }

    private void pump() {
        for (Optional<Call> next = next(); next.isPresent(); next = next()) {
            Call call = next.get();
            var _ = client.run(call).thenAccept(ending -> ended(call, ending));
        }
    }

    private synchronized Optional<Call> next() {
        if (running == RUNNING_MAX || waiting.isEmpty()) {
            return Optional.empty();
        }
        running++;
        return Optional.of(waiting.remove());
    }

    private void ended(Call call, Ending ending) {
        String output = ending.output().strip();
        String told = output.substring(Math.max(0, output.length() - LOGGED_CHARS));
        if (ending.isSuccess()) {
            LOG.debug("{}: done: {}", call.describe(), told);
        } else {
            LOG.warn("{}: {} {}{}", call.describe(), call.path(),
                    ending.exitCode().isPresent()
                            ? "ended with exit code " + ending.exitCode().getAsInt()
                            : ending.reason(),
                    told.isEmpty() ? "" : ": " + told);
        }
        release();
        pump();
    }

    private synchronized void release() {
        running--;
        if (dropped > 0 && waiting.isEmpty()) {
            LOG.warn("alert {}: keeps up again; {} calls were dropped", alert, dropped);
            dropped = 0;
        }
    }
}
