// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionOrder;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An action from its acceptance to its outcome. */
final class Flight {
    private final ActionOrder order;
    private final boolean inTime;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final EndSignal action = new EndSignal();
    private final EndSignal followUpStop = new EndSignal();
    private volatile long begunNanos;
    private volatile Optional<JournalEvent> undo = Optional.empty();

    /** @param inTime whether the lease that came with the order had not ended when it arrived */
    Flight(ActionOrder order, boolean inTime) {
        this.order = order;
        this.inTime = inTime;
    }

    ActionOrder order() {
        return order;
    }

    boolean inTime() {
        return inTime;
    }

    /** Completes when the outcome is on disk, exceptionally when the agent failed. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Ends the action itself. */
    EndSignal action() {
        return action;
    }

    /** Ends the stop after a lapsed lease. */
    EndSignal followUpStop() {
        return followUpStop;
    }

    /** @param undoIntent what takes the intent back, should nothing be run after all */
    void begun(long nanos, Optional<JournalEvent> undoIntent) {
        begunNanos = nanos;
        undo = undoIntent;
    }

    /** What to write when nothing was run after all. */
    Optional<JournalEvent> undo() {
        return undo;
    }

    /** CLOCK_BOOTTIME of the fork; empty while it waits for its resource. */
    Optional<Long> begunNanos() {
        return begunNanos == 0 ? Optional.empty() : Optional.of(begunNanos);
    }

    /** The agent closes, or a higher epoch has attached. */
    void interrupt() {
        action.end(EndSignal.Cause.INTERRUPTED);
        followUpStop.end(EndSignal.Cause.INTERRUPTED);
    }
}
