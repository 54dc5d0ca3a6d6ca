// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.Command.ActionOverdue;
import dev.mainstay.state.Command.RecordActionResult;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import java.util.List;
import java.util.Optional;

/** What came of resource actions (safety.md 3, 10). */
final class ResultCommands {

    private ResultCommands() {}

    static Optional<Rejection> record(StateDraft draft, RecordActionResult result) {
        Optional<NodeRecord> node = draft.node(result.node());
        if (node.isEmpty()) {
            return Optional.of(new Rejection.NotFound(result.node().value(),
                    "node " + result.node() + " is no member of this cluster"));
        }
        // Of a lost or superseded incarnation nothing counts any more but the audit trail.
        Optional<Rejection> other = NodeCommands.refuseOther(node.get(), result.incarnation());
        if (other.isPresent()) {
            return other;
        }
        Optional<InFlightAction> action =
                Optional.ofNullable(draft.progress.inFlight().get(result.action()))
                        .filter(a -> a.node().equals(result.node())
                                && a.incarnation() == result.incarnation());
        Optional<ResourceAction> resource = action.flatMap(TransitionProgress::resourceAction);
        if (action.isEmpty() || resource.isEmpty()) {
            settledOtherwise(draft, node.get(), result);
        } else {
            settle(draft, node.get(), action.get(), resource.get(), result.result());
        }
        return Optional.empty();
    }

    static Optional<Rejection> overdue(StateDraft draft, ActionOverdue overdue) {
        Optional<Rejection> other = Terms.refuseOther(draft, overdue.term());
        if (other.isPresent()) {
            return other;
        }
        Optional<InFlightAction> found =
                Optional.ofNullable(draft.progress.inFlight().get(overdue.action()));
        if (found.isEmpty()) {
            return Optional.of(new Rejection.Outdated(
                    "action " + overdue.action() + " is not in flight any more"));
        }
        InFlightAction action = found.get();
        InFlightEnds.end(draft, action, StepStatus.UNKNOWN);
        if (action.action() instanceof FenceAction fence) {
            FencingCommands.closeOverdue(draft, fence.target());
        }
        draft.want(Grade.SAFETY, "no result of " + action.action().key() + " in time");
        return Optional.empty();
    }

    private static void settle(
            StateDraft draft,
            NodeRecord node,
            InFlightAction action,
            ResourceAction resource,
            ActionResult result) {
        switch (result) {
            case ActionResult.Completed(var record) ->
                    completed(draft, node, action, resource, record);
            case ActionResult.NotBegun(var reason) -> {
                InFlightEnds.end(draft, action, StepStatus.VOID);
                Arrivals.settled(draft, action, resource);
                draft.want(Grade.SAFETY, resource.key() + " was not begun: " + reason);
                draft.happened(Kind.ACTION_FAILED, node.node(), resource.key(),
                        "not begun: " + reason);
            }
            case ActionResult.Unknown(var reason) -> {
                InFlightEnds.end(draft, action, StepStatus.UNKNOWN);
                draft.want(Grade.SAFETY, "outcome of " + resource.key() + " unknown: " + reason);
            }
        }
    }

    private static void completed(
            StateDraft draft,
            NodeRecord node,
            InFlightAction action,
            ResourceAction resource,
            OperationRecord reported) {
        if (resource.cancel() || resource.task() == Task.NOTIFY) {
            // Their outcome changes nothing that is running, so it decides nothing either.
            done(draft, node, action, resource, List.of());
            return;
        }
        ExecutedOperation operation = ExecutedOperation.of(draft, node, action, reported);
        NodeRecord recorded = operation.recordedOn(draft, node, action.sinceIndex());
        if (Arrivals.cameTooEarly(draft, recorded, resource)) {
            draft.want(Grade.SAFETY, resource.key() + " on " + node.node()
                    + " came too early to tell what arrived there");
        }
        switch (operation.verdict()) {
            case EXPECTED -> {
                draft.put(recorded);
                done(draft, recorded, action, resource, operation.news());
            }
            case FOUND -> {
                draft.put(recorded);
                Progression.end(draft, action, StepStatus.FAILED);
                draft.want(Grade.SAFETY, resource.key() + " found something unexpected");
                draft.happened(Kind.ACTION_DONE, node.node(), resource.key(),
                        "found exit code " + reported.exitCode(), operation.news());
            }
            case FAILED -> {
                draft.put(FailureCounts.counted(recorded, resource.instance(),
                        operation.record(), draft.revisions.index(), draft.now()));
                Progression.end(draft, action, StepStatus.FAILED);
                draft.want(Grade.SAFETY, resource.key() + " failed on " + node.node());
                draft.happened(Kind.ACTION_FAILED, node.node(), resource.key(),
                        operation.describe(), operation.news());
            }
        }
        Arrivals.settled(draft, action, resource);
        MoveCommands.endReached(draft, resource.resource());
    }

    private static void done(
            StateDraft draft,
            NodeRecord node,
            InFlightAction action,
            ResourceAction resource,
            List<EndedOperation> ended) {
        Progression.end(draft, action, StepStatus.DONE);
        if (action.isLoose()) {
            draft.want(Grade.SAFETY, resource.key() + " ended, which no plan had expected");
        }
        draft.happened(Kind.ACTION_DONE, node.node(), resource.key(), action.id().toString(),
                ended);
    }

    /**
     * The right incarnation, but the action was settled before. Told again, nothing changes;
     * contradicted, the instance is unknown. History is never overwritten by what was not expected.
     */
    private static void settledOtherwise(
            StateDraft draft, NodeRecord node, RecordActionResult result) {
        Optional<StepStatus> before = draft.progress.ended(result.action());
        boolean toldAgain = switch (result.result()) {
            case ActionResult.Completed _ ->
                    before.filter(s -> s == StepStatus.DONE || s == StepStatus.FAILED).isPresent();
            case ActionResult.NotBegun _ -> true;
            case ActionResult.Unknown _ ->
                    before.filter(s -> s == StepStatus.UNKNOWN).isPresent();
        };
        if (toldAgain || isCancel(result.result())) {
            return;
        }
        switch (result.result()) {
            case ActionResult.Completed(var record) ->
                    ExecutedOperation.instance(record).ifPresentOrElse(
                            instance -> InFlightEnds.markUnknown(draft, node.node(), instance),
                            () -> draft.put(node.withAllUnknown()));
            case ActionResult.NotBegun _,ActionResult.Unknown _ ->
                    draft.put(node.withAllUnknown());
        }
        draft.want(Grade.SAFETY, "a result of " + result.action() + " that was settled otherwise");
        draft.happened(Kind.ACTION_UNKNOWN, node.node(), result.action().toString(),
                "settled otherwise before");
    }

    /** It changes no activity, and which monitors run is state. */
    private static boolean isCancel(ActionResult result) {
        return result instanceof ActionResult.Completed(var record)
                && record.status() == OperationStatus.CANCELLED;
    }
}
