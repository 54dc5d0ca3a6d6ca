// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.AdoptTransition;
import dev.mainstay.state.Command.ChangeAttribute;
import dev.mainstay.state.Command.ChangeConfiguration;
import dev.mainstay.state.Command.ChangeTicket;
import dev.mainstay.state.Command.ReconcileLocal;
import dev.mainstay.state.Command.StagePart;
import dev.mainstay.state.Command.TransitionSource.Inline;
import java.util.Optional;

/** Whether a command keeps the limits that can be told from it alone; for before and in apply. */
public final class CommandLimits {

    private CommandLimits() {
    }

    /** Empty if it keeps them all. */
    public static Optional<Rejection> check(Command command) {
        if (command instanceof ChangeConfiguration change) {
            return text("length of the comment", change.comment());
        }
        if (command instanceof ChangeAttribute change) {
            return text("length of the attribute's name", change.name())
                    .or(() -> change.value().flatMap(value ->
                            text("length of the attribute's value", value)));
        }
        if (command instanceof ChangeTicket change) {
            return text("length of the ticket's name", change.ticket());
        }
        if (command instanceof StagePart part) {
            return count("number of staged parts", part.parts(), Limits.STAGE_PARTS)
                    .or(() -> text("length of the stage's name", part.stage()));
        }
        if (command instanceof AdoptTransition adoption
                && adoption.transition() instanceof Inline(var transition)) {
            return count("steps of a transition", transition.steps().size(),
                    Limits.TRANSITION_STEPS);
        }
        if (command instanceof ReconcileLocal local) {
            return count("reported operations", local.done().size() + local.uncertain().size(),
                    Limits.REPORTED);
        }
        return Optional.empty();
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
