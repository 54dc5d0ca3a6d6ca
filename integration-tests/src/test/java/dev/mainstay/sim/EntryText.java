// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Outcome;
import dev.mainstay.transition.TransitionStep;
import java.util.stream.Collectors;

/** Entries of the log in one short line each, for whoever reads a failing run. */
final class EntryText {

    private EntryText() {}

    static String of(LogEntry entry, Outcome outcome) {
        return entry.index() + " t" + entry.term() + " " + of(entry.command())
                + (outcome instanceof Outcome.Rejected(var why) ? " REJECTED: " + why.message()
                        : "");
    }

    private static String of(Command command) {
        return switch (command) {
            case Command.RecordActionResult result -> "result " + result.node() + "/"
                    + result.incarnation() + " " + result.action() + " " + of(result.result());
            case Command.RecordMonitorReport report -> "report " + report.node() + "/"
                    + report.incarnation() + " after " + report.lastOperation() + " "
                    + report.record().operationKey().orElse("") + "=" + report.record().exitCode();
            case Command.AdoptTransition adoption -> "adopt base " + adoption.base()
                    + (adoption.holdsBackFreshness() ? " held back" : "") + " assuming "
                    + adoption.assumedInFlight() + " " + of(adoption.transition());
            case Command.RecordNodeEvent event -> "node " + event.node() + " " + event.event();
            case Command.ChangeConfiguration change -> "configuration";
            case Command.RecordFencing fencing -> "fencing " + fencing.target() + "/"
                    + fencing.incarnation() + " " + fencing.event();
            case Command.ReconcileLocal local -> "reconcile " + local.node() + "/"
                    + local.incarnation() + " done " + local.done().stream()
                            .map(record -> record.operationKey().orElse("")).toList()
                    + " uncertain " + local.uncertain();
            case Command other -> other.toString();
        };
    }

    private static String of(ActionResult result) {
        return result instanceof ActionResult.Completed(var record)
                ? record.operationKey().orElse("") + "=" + record.exitCode() + " "
                        + record.status()
                : result.toString();
    }

    private static String of(TransitionSource source) {
        return source instanceof TransitionSource.Inline(var transition)
                ? transition.steps().stream().map(EntryText::of).collect(Collectors.joining(" "))
                : source.toString();
    }

    private static String of(TransitionStep step) {
        return step.number() + ":" + step.action().key()
                + step.action().subject().map(node -> "@" + node).orElse("")
                + (step.after().isEmpty() ? "" : step.after())
                + step.continues().map(id -> "=" + id).orElse("");
    }
}
