// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.ActionOverdue;
import dev.mainstay.state.Command.AdoptTransition;
import dev.mainstay.state.Command.Barrier;
import dev.mainstay.state.Command.ChangeAttribute;
import dev.mainstay.state.Command.ChangeAttributes;
import dev.mainstay.state.Command.ChangeConfiguration;
import dev.mainstay.state.Command.ChangeMembership;
import dev.mainstay.state.Command.ChangeMove;
import dev.mainstay.state.Command.ChangeTicket;
import dev.mainstay.state.Command.ClearFailures;
import dev.mainstay.state.Command.ForgetTicket;
import dev.mainstay.state.Command.RaiseFeatureLevel;
import dev.mainstay.state.Command.ReconcileLocal;
import dev.mainstay.state.Command.RecordActionResult;
import dev.mainstay.state.Command.RecordDigest;
import dev.mainstay.state.Command.RecordFencing;
import dev.mainstay.state.Command.RecordMonitorReport;
import dev.mainstay.state.Command.RecordNodeEvent;
import dev.mainstay.state.Command.RequestPlan;
import dev.mainstay.state.Command.ResetTime;
import dev.mainstay.state.Command.RestartResource;
import dev.mainstay.state.Command.StagePart;
import dev.mainstay.state.Command.TransitionSource;
import java.util.Optional;

/** Whether a command keeps the limits that can be told from it alone; for before and in apply. */
public final class CommandLimits {

    private CommandLimits() {}

    /** Empty if it keeps them all. */
    public static Optional<Rejection> check(Command command) {
        return switch (command) {
            case ChangeConfiguration change -> text("length of the comment", change.comment());
            case ChangeAttribute change -> attribute(change.name(), change.value());
            case ChangeAttributes(var changes) -> count("number of changed attributes",
                    changes.size(), Limits.CHANGED_ATTRIBUTES);
            case ChangeTicket change -> text("length of the ticket's name", change.ticket());
            case ForgetTicket forgotten ->
                    text("length of the ticket's name", forgotten.ticket());
            case StagePart part ->
                    count("number of staged parts", part.parts(), Limits.STAGE_PARTS)
                            .or(() -> text("length of the stage's name", part.stage()));
            case AdoptTransition adoption -> steps(adoption.transition());
            case ReconcileLocal local -> count("number of reported operations",
                    local.done().size() + local.uncertain().size(), Limits.REPORTED);
            case Barrier _ -> Optional.empty();
            case ChangeMembership _ -> Optional.empty();
            case RecordNodeEvent _ -> Optional.empty();
            case RecordActionResult _ -> Optional.empty();
            case RecordMonitorReport _ -> Optional.empty();
            case ActionOverdue _ -> Optional.empty();
            case RecordFencing _ -> Optional.empty();
            case ClearFailures _ -> Optional.empty();
            case RestartResource _ -> Optional.empty();
            case ChangeMove _ -> Optional.empty();
            case RequestPlan _ -> Optional.empty();
            case RecordDigest _ -> Optional.empty();
            case ResetTime _ -> Optional.empty();
            case RaiseFeatureLevel _ -> Optional.empty();
        };
    }

    /** What a change of an attribute keeps; of several in one command each for itself. */
    public static Optional<Rejection> attribute(String name, Optional<String> value) {
        return text("length of the attribute's name", name)
                .or(() -> value.flatMap(it -> text("length of the attribute's value", it)));
    }

    private static Optional<Rejection> steps(TransitionSource source) {
        return switch (source) {
            case TransitionSource.Inline(var transition) -> count("steps of a transition",
                    transition.steps().size(), Limits.TRANSITION_STEPS);
            case TransitionSource.Staged _ -> Optional.empty();
        };
    }

    static Optional<Rejection> count(String what, long actual, long allowed) {
        return actual <= allowed
                ? Optional.empty()
                : Optional.of(new Rejection.LimitExceeded(what, allowed, actual));
    }

    private static Optional<Rejection> text(String what, String text) {
        return count(what, text.length(), Limits.TEXT_LENGTH);
    }
}
