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
import java.util.List;
import java.util.Optional;

/**
 * Applies log entries to the state: the one place where the state changes. Total and deterministic:
 * any entry that can be decoded gives an answer, a bad one a rejection that leaves everything but
 * the position, the time and the kept outcomes as it was. Each family of commands has a file of its
 * own; after any of them, whatever the adopted transition has ready is ordered
 * ({@link Progression}).
 */
public final class CommandApplier {

    private final StateFormat format;

    public CommandApplier(StateFormat format) {
        this.format = format;
    }

    /** The state after the entry, the answer to it, and what happened. */
    public Applied apply(ClusterState state, LogEntry entry) {
        Optional<Outcome> repeated = entry.requestId().flatMap(state.outcomes()::outcome);
        if (repeated.isPresent()) {
            return new Applied(new StateDraft(state, entry).toState(), repeated.get(), List.of());
        }
        StateDraft draft = new StateDraft(state, entry);
        Optional<Rejection> rejection = carryOut(draft);
        if (rejection.isPresent()) {
            draft = new StateDraft(state, entry);
        } else {
            RemoteCommands.loseHostless(draft);
            Progression.advance(draft);
        }
        Outcome outcome = rejection.isPresent()
                ? new Outcome.Rejected(rejection.get())
                : new Outcome.Accepted(entry.index(), draft.revisions.current().number(),
                        draft.refused());
        remember(draft, outcome);
        return new Applied(draft.toState(), outcome, draft.events());
    }

    private Optional<Rejection> carryOut(StateDraft draft) {
        LogEntry entry = draft.entry();
        if (entry.featureLevel() > draft.featureLevel) {
            return Optional.of(new Rejection.NotPossibleNow("the command needs feature level "
                    + entry.featureLevel() + " and the cluster is at " + draft.featureLevel
                    + ": raise it first"));
        }
        return CommandLimits.check(entry.command()).or(() -> dispatch(draft, entry.command()));
    }

    private Optional<Rejection> dispatch(StateDraft draft, Command command) {
        return switch (command) {
            case Barrier() -> Optional.empty();
            case ChangeConfiguration change ->
                    ConfigurationCommands.change(draft, change, format);
            case ChangeAttribute change -> AttributeCommands.change(draft, change);
            case ChangeAttributes(var changes) -> AttributeCommands.change(draft, changes);
            case ChangeMembership(var change) -> MembershipCommands.change(draft, change);
            case RecordNodeEvent(var node, var event) -> NodeCommands.record(draft, node, event);
            case StagePart part -> StagingCommands.stage(draft, part);
            case AdoptTransition adoption -> AdoptionCommands.adopt(draft, adoption, format);
            case RecordActionResult result -> ResultCommands.record(draft, result);
            case RecordMonitorReport report -> MonitorCommands.record(draft, report);
            case ActionOverdue overdue -> ResultCommands.overdue(draft, overdue);
            case ReconcileLocal local -> ReconcileCommands.reconcile(draft, local);
            case RecordFencing fencing -> FencingCommands.record(draft, fencing);
            case ClearFailures clear -> FailureCommands.clear(draft, clear);
            case RestartResource restart -> RestartCommands.restart(draft, restart);
            case ChangeMove(var resource, var change) ->
                    MoveCommands.change(draft, resource, change);
            case ChangeTicket change -> TicketCommands.change(draft, change);
            case ForgetTicket(var ticket) -> TicketCommands.forget(draft, ticket);
            case RequestPlan request -> AdoptionCommands.request(draft, request);
            case RecordDigest digest -> UpkeepCommands.compareDigest(draft, digest, format);
            case ResetTime(var time) -> UpkeepCommands.resetTime(draft, time);
            case RaiseFeatureLevel(var level) -> UpkeepCommands.raiseLevel(draft, level);
        };
    }

    private static void remember(StateDraft draft, Outcome outcome) {
        draft.entry().requestId().ifPresent(request -> draft.outcomes = draft.outcomes.plus(
                draft.index(), new RequestOutcomes.Answered(request, draft.now(), outcome)));
    }
}
