// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.MonitorDefinition;
import dev.mainstay.agent.action.MonitorResult.Cause;
import dev.mainstay.agent.action.Outcome.RunReport;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A recurring monitor from its definition to its end. Guarded by its own lock. */
final class Recurring {
    private MonitorDefinition definition;
    private Optional<RunReport> lastReport = Optional.empty();
    private Optional<ActionKey> lastSeen = Optional.empty();
    private Optional<Future<?>> due = Optional.empty();
    private EndSignal running = new EndSignal();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);
    private boolean queued;
    private boolean again;
    private boolean retired;

    Recurring(MonitorDefinition definition) {
        this.definition = definition;
    }

    synchronized MonitorDefinition definition() {
        return definition;
    }

    /** Takes over what does not make it another monitor. */
    synchronized void refresh(MonitorDefinition same) {
        definition = same;
    }

    /**
     * The next result is told whatever it is. A run that goes on may have looked before the reset,
     * so it does not count and another has to follow.
     */
    synchronized void reset() {
        lastReport = Optional.empty();
        again = queued;
    }

    /** Whether a reset came while the run that now ends went on; asking settles it. */
    synchronized boolean again() {
        boolean wanted = again;
        again = false;
        return wanted;
    }

    synchronized void due(Future<?> next) {
        due.ifPresent(earlier -> earlier.cancel(false));
        due = Optional.of(next);
        if (retired) {
            next.cancel(false);
        }
    }

    /** True where the caller is to queue a run: there is none waiting or running. */
    synchronized boolean queue() {
        if (queued || retired) {
            return false;
        }
        queued = true;
        idle = new CompletableFuture<>();
        running = new EndSignal();
        return true;
    }

    /** Ends the signal's run when this is retired. */
    synchronized EndSignal running() {
        return running;
    }

    synchronized boolean retired() {
        return retired;
    }

    /** After a run: nothing of it is left. */
    synchronized void ranOut() {
        queued = false;
        idle.complete(null);
    }

    /** Ends it for good, with its run; completes when nothing of it is left. */
    synchronized CompletableFuture<Void> retire() {
        retired = true;
        due.ifPresent(next -> next.cancel(false));
        running.end(EndSignal.Cause.CANCELLED);
        return idle;
    }

    /** Takes in a result; tells whether and why it is to be told. */
    synchronized Optional<Cause> judge(RunReport report, Optional<ActionKey> seen) {
        if (again) {
            return Optional.empty();
        }
        Optional<Cause> cause = cause(report, seen);
        lastReport = Optional.of(report);
        lastSeen = seen;
        return cause;
    }

    private Optional<Cause> cause(RunReport report, Optional<ActionKey> seen) {
        if (lastReport.isEmpty()) {
            return Optional.of(Cause.FIRST);
        }
        if (!lastReport.get().ending().equals(report.ending())) {
            return Optional.of(Cause.CHANGED);
        }
        // A report that saw an older action may have been dropped from the log, and would never be
        // told again while the result stays the same.
        return lastSeen.equals(seen) ? Optional.empty() : Optional.of(Cause.AFTER_ACTION);
    }
}
