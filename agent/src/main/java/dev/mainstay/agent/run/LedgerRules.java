// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionOrder;
import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Ending.Completed;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.LedgerEntry.Activity;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.standard.OcfExitCode;
import java.util.Optional;

/**
 * How actions change what may be active on this machine. An instance leaves the ledger only by
 * proof: a stop that succeeded, or a probe that found it stopped.
 */
final class LedgerRules {
    private LedgerRules() {}

    /** What to write before the order's fork. */
    static Optional<JournalEvent> atBegin(ActionOrder order, Optional<LedgerEntry> known) {
        if (!order.operation().task().changesActivity()) {
            return Optional.empty();
        }
        return Optional.of(new JournalEvent.Listed(entry(order, known, Activity.UNCERTAIN)));
    }

    /** What takes {@link #atBegin} back when nothing was run after all. */
    static Optional<JournalEvent> undo(ActionOrder order, Optional<LedgerEntry> known) {
        if (!order.operation().task().changesActivity()) {
            return Optional.empty();
        }
        return Optional.of(known.<JournalEvent>map(JournalEvent.Listed::new)
                .orElseGet(() -> new JournalEvent.Unlisted(order.operation().resource())));
    }

    /** What to write after its end. */
    static Optional<JournalEvent> atEnd(ActionOrder order, RunReport report,
            Optional<LedgerEntry> known) {
        String resource = order.operation().resource();
        if (report.ending() instanceof Ending.LeaseLapsed(var stop)) {
            return stop.filter(followUp -> followUp.ending().equals(new Completed(OcfExitCode.OK)))
                    .map(stopped -> new JournalEvent.Unlisted(resource));
        }
        if (!(report.ending() instanceof Completed(var exitCode)) || report.begunNanos() == 0) {
            return Optional.empty();
        }
        if (order.operation().task() == Task.MONITOR) {
            return afterProbe(order, exitCode, known);
        }
        if (exitCode != OcfExitCode.OK) {
            return Optional.empty();
        }
        return switch (order.operation().task()) {
            case STOP -> Optional.of(new JournalEvent.Unlisted(resource));
            case START, DEMOTE, MIGRATE_FROM -> listed(order, known, Activity.STARTED);
            case PROMOTE -> listed(order, known, Activity.PROMOTED);
            // The source of a migration is certain only after the stop that follows.
            case MIGRATE_TO, MONITOR, NOTIFY, RELOAD, RELOAD_AGENT, VALIDATE_ALL ->
                    Optional.empty();
        };
    }

    private static Optional<JournalEvent> afterProbe(ActionOrder order, int exitCode,
            Optional<LedgerEntry> known) {
        return switch (exitCode) {
            case OcfExitCode.NOT_RUNNING ->
                    Optional.of(new JournalEvent.Unlisted(order.operation().resource()));
            case OcfExitCode.OK, OcfExitCode.DEGRADED -> listed(order, known, Activity.STARTED);
            case OcfExitCode.RUNNING_PROMOTED, OcfExitCode.DEGRADED_PROMOTED ->
                    listed(order, known, Activity.PROMOTED);
            // Masked by what is not installed or configured here: says nothing new.
            case OcfExitCode.ARGS, OcfExitCode.INSTALLED -> Optional.empty();
            default -> listed(order, known, Activity.UNCERTAIN);
        };
    }

    private static Optional<JournalEvent> listed(ActionOrder order, Optional<LedgerEntry> known,
            Activity activity) {
        return Optional.of(new JournalEvent.Listed(entry(order, known, activity)));
    }

    private static LedgerEntry entry(ActionOrder order, Optional<LedgerEntry> known,
            Activity activity) {
        // What runs, runs with the parameters of its start; a later action may carry newer ones.
        boolean keeps = switch (order.operation().task()) {
            case START, MIGRATE_FROM -> false;
            case STOP, MONITOR, PROMOTE, DEMOTE, MIGRATE_TO, NOTIFY, RELOAD, RELOAD_AGENT,
                    VALIDATE_ALL -> true;
        };
        Operation operation = known.filter(entry -> keeps)
                .map(LedgerEntry::operation)
                .orElse(order.operation());
        return new LedgerEntry(operation, activity, order.key(), order.configRevision(),
                order.stopTimeout());
    }
}
