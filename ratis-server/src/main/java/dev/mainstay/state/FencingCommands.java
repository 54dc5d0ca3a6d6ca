// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.Command.RecordFencing;
import dev.mainstay.state.FencingRecord.Phase;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import java.util.Optional;

/** Steps of fence operations, each about one incarnation of the target (safety.md 13 to 15). */
final class FencingCommands {

    private FencingCommands() {}

    static Optional<Rejection> record(StateDraft draft, RecordFencing command) {
        return switch (command.event()) {
            case FencingEvent.Assigned assigned -> assign(draft, command, assigned);
            case FencingEvent.Succeeded(var owner, var operation, var device, var detail) ->
                    succeed(draft, command, owner,
                            new Ending(operation, Phase.SUCCEEDED, device, detail));
            case FencingEvent.Failed(var owner, var operation, var device, var detail) ->
                    fail(draft, command, owner,
                            new Ending(operation, Phase.FAILED, device, detail));
            case FencingEvent.Confirmed() -> confirm(draft, command);
        };
    }

    /** The leader's timer ran out: whether it worked is not known, so it has not. */
    static void closeOverdue(StateDraft draft, NodeId target) {
        draft.fencing.open(target).ifPresent(open -> {
            draft.fencing = draft.fencing.withEnded(
                    open.closed(Phase.FAILED, "", "no result in time", draft.now()), draft.index());
            draft.happened(Kind.FENCING_FAILED, target, "", "no result in time");
        });
        Joins.admitPending(draft, target);
    }

    private static Optional<Rejection> assign(
            StateDraft draft, RecordFencing command, FencingEvent.Assigned assigned) {
        Optional<Rejection> other = Terms.refuseOther(draft, assigned.term());
        if (other.isPresent()) {
            return other;
        }
        Optional<FencingRecord> open = open(draft, command);
        if (open.isEmpty()) {
            return Optional.of(notOpen(command));
        }
        if (draft.node(assigned.owner()).filter(NodeRecord::isActive).isEmpty()) {
            return Optional.of(new Rejection.NotPossibleNow("node " + assigned.owner()
                    + " cannot fence " + command.target() + ": it is not online"));
        }
        draft.fencing = draft.fencing.withOpen(
                open.get().assigned(assigned.owner(), draft.index(), draft.now()));
        draft.happened(Kind.FENCING_ASSIGNED, command.target(), assigned.owner().value(),
                assigned.operation().word());
        return Optional.empty();
    }

    private static Optional<Rejection> succeed(
            StateDraft draft, RecordFencing command, NodeId owner, Ending ending) {
        Optional<FencingRecord> record = open(draft, command).or(() -> lateSuccess(draft, command));
        if (record.isEmpty()) {
            return Optional.of(notOpen(command));
        }
        if (record.get().owner().filter(owner::equals).isEmpty()) {
            return Optional.of(new Rejection.Outdated("node " + owner
                    + " does not own the fence operation on " + command.target()));
        }
        boolean late = !record.get().phase().isOpen();
        close(draft, record.get(), ending, StepStatus.DONE);
        draft.happened(Kind.FENCING_SUCCEEDED, command.target(), ending.device(), ending.detail());
        if (late) {
            draft.want(Grade.SAFETY, "a fence operation on " + command.target() + " worked late");
        }
        if (record.get().operation().settles()) {
            settle(draft, command.target(), command.incarnation(), "fenced by " + owner);
            endJoin(draft, record.get(), owner);
        }
        Joins.admitPending(draft, command.target());
        return Optional.empty();
    }

    /** An operation that was given up as overdue and worked nevertheless: off is off. */
    private static Optional<FencingRecord> lateSuccess(StateDraft draft, RecordFencing command) {
        return draft.fencing.open(command.target()).isPresent()
                ? Optional.empty()
                : draft.fencing.last(command.target())
                        .filter(last -> last.phase() == Phase.FAILED
                                && last.incarnation() == command.incarnation());
    }

    private static Optional<Rejection> fail(
            StateDraft draft, RecordFencing command, NodeId owner, Ending ending) {
        Optional<FencingRecord> record = open(draft, command);
        if (record.isEmpty()) {
            return Optional.of(notOpen(command));
        }
        if (record.get().owner().filter(owner::equals).isEmpty()) {
            return Optional.of(new Rejection.Outdated("node " + owner
                    + " does not own the fence operation on " + command.target()));
        }
        close(draft, record.get(), ending, StepStatus.FAILED);
        draft.want(Grade.SAFETY, "fencing of " + command.target() + " failed");
        draft.happened(Kind.FENCING_FAILED, command.target(), ending.device(), ending.detail());
        Joins.admitPending(draft, command.target());
        return Optional.empty();
    }

    /** An operator vouches that nothing of the machine runs: only for one that is not there. */
    private static Optional<Rejection> confirm(StateDraft draft, RecordFencing command) {
        Optional<NodeRecord> node = draft.node(command.target());
        if (node.isEmpty()) {
            return Optional.of(new Rejection.NotFound(command.target().value(),
                    "there is no node " + command.target()));
        }
        if (node.get().incarnation() != command.incarnation()) {
            return Optional.of(new Rejection.Outdated("incarnation " + command.incarnation()
                    + " of " + command.target() + " is not the present one"));
        }
        if (node.get().isActive()) {
            return Optional.of(new Rejection.NotPossibleNow("node " + command.target()
                    + " is " + node.get().state().text()
                    + ": only of a lost node can it be confirmed that it is off"));
        }
        FencingRecord record = draft.fencing.open(command.target())
                .orElseGet(() -> unasked(draft, command));
        close(draft, record, new Ending(record.operation(), Phase.CONFIRMED, "",
                "by " + draft.entry().author().identity()), StepStatus.DONE);
        draft.want(Grade.SAFETY, command.target() + " was confirmed to be off");
        draft.happened(Kind.FENCING_CONFIRMED, command.target(), "",
                draft.entry().author().identity());
        settle(draft, command.target(), command.incarnation(), "confirmed");
        Joins.admitPending(draft, command.target());
        return Optional.empty();
    }

    private static FencingRecord unasked(StateDraft draft, RecordFencing command) {
        return new FencingRecord(command.target(), command.incarnation(), Optional.empty(),
                FenceOperation.OFF, Phase.PENDING, Optional.empty(), 0, false, 0,
                "manual confirmation", "", "", draft.now(), draft.now());
    }

    private static void close(
            StateDraft draft, FencingRecord record, Ending ending, StepStatus status) {
        draft.fencing = draft.fencing.withEnded(
                record.closed(ending.phase(), ending.device(), ending.detail(), draft.now()),
                draft.index());
        record.action().flatMap(id -> Optional.ofNullable(draft.progress.inFlight().get(id)))
                .ifPresent(action -> end(draft, action, status));
    }

    private static void end(StateDraft draft, InFlightAction action, StepStatus status) {
        Progression.end(draft, action, status);
        if (action.isLoose()) {
            draft.want(Grade.SAFETY, action.action().key() + " ended, which no plan had expected");
        }
    }

    /** Nothing of that incarnation runs any more; a later one is not touched (safety.md 14). */
    private static void settle(StateDraft draft, NodeId name, long incarnation, String how) {
        Optional<NodeRecord> node = draft.node(name)
                .filter(record -> record.incarnation() == incarnation);
        if (node.isEmpty() || node.get().state().isSettled()) {
            return;
        }
        boolean hadWork = draft.progress.inFlight().values().stream()
                .anyMatch(action -> action.node().equals(name));
        InFlightEnds.ofNode(draft, name, StepStatus.VOID);
        if (hadWork) {
            draft.want(Grade.SAFETY, "node " + name + " was fenced while actions were in flight");
        }
        draft.node(name).ifPresent(now -> draft.put(now.emptied(NodeState.SETTLED, draft.now())));
        Arrivals.settled(draft, name);
        if (node.get().isActive()) {
            draft.happened(Kind.NODE_LOST, name, "", how);
        }
        draft.happened(Kind.NODE_SETTLED, name, Long.toString(incarnation), how);
    }

    /**
     * A start of the daemon that waited was ended by the operation too, if it had joined before the
     * operation got its owner, or is of the boot that was fenced: admitted, it would not be heard
     * from, be lost, and be fenced while the machine boots. One of a later boot is not touched
     * (safety.md 14); one that lives after all, its kernel being shared, joins again.
     */
    private static void endJoin(StateDraft draft, FencingRecord record, NodeId owner) {
        draft.node(record.target())
                .filter(node -> node.incarnation() == record.incarnation())
                .filter(node -> node.pendingJoin()
                        .filter(join -> join.incarnation() < record.assignedAt()
                                || join.bootId().equals(node.join().bootId()))
                        .isPresent())
                .ifPresent(node -> {
                    draft.put(node.withPendingJoin(Optional.empty()));
                    draft.happened(Kind.NODE_SETTLED, record.target(), Long.toString(
                            node.pendingJoin().orElseThrow().incarnation()), "fenced by " + owner);
                });
    }

    private static Optional<FencingRecord> open(StateDraft draft, RecordFencing command) {
        return draft.fencing.open(command.target())
                .filter(record -> record.incarnation() == command.incarnation());
    }

    private static Rejection notOpen(RecordFencing command) {
        return new Rejection.Outdated("no fence operation on incarnation "
                + command.incarnation() + " of " + command.target() + " is open");
    }

    /** How an operation ended. */
    private record Ending(FenceOperation operation, Phase phase, String device, String detail) {}
}
