// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.Task;
import java.util.Optional;

/**
 * Carries the adopted transition on: what is ready becomes in flight, and what no agent takes part
 * in is done at once, until nothing more is ready. Each turn settles or begins one step, so it
 * ends.
 */
final class Progression {

    private Progression() {}

    /** Does nothing while a plan is wanted (safety.md 1). */
    static void advance(StateDraft draft) {
        while (!draft.planDemand.isWanted() && step(draft)) {
            // Each step may make others ready, or a plan wanted.
        }
    }

    /** One wave even though a plan is wanted, for an adoption that holds freshness back. */
    static void advanceHeldBack(StateDraft draft) {
        long safety = draft.planDemand.lastSafety();
        while (draft.planDemand.lastSafety() == safety && step(draft)) {
            // As above.
        }
    }

    /** The action ended; successors get ready if it is done. */
    static void end(StateDraft draft, InFlightAction action, StepStatus status) {
        draft.progress = draft.progress.end(action, status);
        if (draft.progress.isComplete() && !action.isLoose()) {
            transitionEnded(draft);
        }
    }

    private static boolean step(StateDraft draft) {
        Optional<Integer> next = draft.progress.nextReady(new ReportedThrottles(draft.nodes));
        if (next.isEmpty()) {
            return false;
        }
        int step = next.get();
        Action action = draft.progress.graph().step(step).action();
        switch (action) {
            case PseudoAction _ -> settle(draft, step, StepStatus.DONE);
            case ClusterAction cluster -> {
                ClusterActions.carryOut(draft, cluster);
                settle(draft, step, StepStatus.DONE);
            }
            case ResourceAction resource -> order(draft, step, resource);
            case FenceAction fence -> order(draft, step, fence);
        }
        return true;
    }

    private static void order(StateDraft draft, int step, ResourceAction action) {
        Optional<NodeRecord> node = draft.node(action.node()).filter(NodeRecord::isActive);
        Optional<NodeId> absent = action.migrateTarget()
                .filter(target -> draft.node(target).filter(NodeRecord::isActive).isEmpty());
        if (RestoreHold.holdsBack(draft, action)) {
            // Whatever ends the hold asks for a plan, which orders this anew.
            settle(draft, step, StepStatus.VOID);
        } else if (action.task() == Task.DELETE) {
            ClusterActions.deleteHistory(draft, action.node(), action.instance());
            settle(draft, step, StepStatus.DONE);
        } else if (node.isEmpty() && action.task() == Task.NOTIFY) {
            // Fenced by the same transition: nobody is left to be told, and the others have to be.
            settle(draft, step, StepStatus.DONE);
        } else if (node.isEmpty()) {
            settle(draft, step, StepStatus.VOID);
            draft.want(PlanDemand.Grade.SAFETY,
                    action.key() + " was planned for " + action.node() + ", which is not there");
        } else if (absent.isPresent()) {
            settle(draft, step, StepStatus.VOID);
            draft.want(PlanDemand.Grade.SAFETY,
                    action.key() + " was planned to " + absent.get() + ", which is not there");
        } else {
            draft.put(Monitors.beforeAction(node.get(), action));
            begin(draft, step, action, node.get().incarnation());
            Arrivals.expect(draft, action);
        }
    }

    private static void order(StateDraft draft, int step, FenceAction action) {
        if (draft.fencing.open(action.target()).isPresent()) {
            settle(draft, step, StepStatus.VOID);
            draft.want(PlanDemand.Grade.SAFETY,
                    "another fence operation on " + action.target() + " is open");
            return;
        }
        long incarnation =
                draft.node(action.target()).map(NodeRecord::incarnation).orElse(0L);
        ActionId id = draft.progress.actionId(step);
        begin(draft, step, action, incarnation);
        draft.fencing = draft.fencing.withOpen(new FencingRecord(action.target(), incarnation,
                Optional.of(id), action.operation(), FencingRecord.Phase.PENDING, Optional.empty(),
                0, false, action.delayMillis(), action.reason(), "", "", draft.now(),
                draft.now()));
    }

    private static void begin(StateDraft draft, int step, Action action, long incarnation) {
        var node = action.subject().orElseThrow();
        ActionId id = draft.progress.actionId(step);
        draft.progress =
                draft.progress.begin(step, node, incarnation, draft.index(), draft.now());
        draft.happened(ClusterEvent.Kind.ACTION_STARTED, node, action.key(), id.toString());
    }

    private static void settle(StateDraft draft, int step, StepStatus status) {
        draft.progress = draft.progress.settleReady(step, status);
        if (draft.progress.isComplete()) {
            transitionEnded(draft);
        }
    }

    private static void transitionEnded(StateDraft draft) {
        draft.happened(ClusterEvent.Kind.TRANSITION_ENDED,
                Long.toString(draft.progress.id()), draft.progress.graph().size() + " actions");
    }
}
