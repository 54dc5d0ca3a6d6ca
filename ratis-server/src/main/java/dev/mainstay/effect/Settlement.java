// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.PlanDemand;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.TransitionProgress;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges from a state whether a change has been carried out.
 *
 * <p>It has when a plan that knows the change is adopted and nothing in the change's scope is in
 * flight, waits in the adopted transition, or would be in the next one. The last of these is asked
 * of the scheduler itself where the adopted transition does not tell: while another plan is wanted
 * (an action of ours has failed, or somebody changed something else), and while actions of an older
 * transition are in flight, for which the adoption may have left steps of ours out. So neither the
 * end of an unrelated transition nor the gap before a recovery is mistaken for the end.
 */
public final class Settlement {

    private final long index;
    private final EffectScope scope;
    private final WantedActions plans;

    /** @param index of the change's entry */
    public Settlement(long index, EffectScope scope, WantedActions plans) {
        this.index = index;
        this.scope = scope;
        this.plans = plans;
    }

    /** What is left to do, in words; empty when the change has been carried out. */
    public List<String> remaining(ClusterState state, Instant now) {
        PlanDemand demand = state.planDemand();
        if (state.appliedIndex() < index) {
            return List.of("the change to reach this node");
        }
        if (demand.isWanted() && demand.adoption().base() < index) {
            return List.of("a plan that knows the change");
        }
        List<String> remaining = new ArrayList<>();
        inFlight(state.progress(), remaining);
        waiting(state.progress(), remaining);
        if (remaining.isEmpty() && (demand.isWanted() || leavesOut(state.progress()))) {
            for (PlannedAction action : plans.of(state, now)) {
                if (scope.concerns(action)) {
                    remaining.add(action.key() + " on " + action.node().orElse(""));
                }
            }
        }
        return remaining;
    }

    private void inFlight(TransitionProgress progress, List<String> remaining) {
        for (InFlightAction action : progress.inFlight().values()) {
            if (scope.concerns(action.action())) {
                remaining.add(action.action().key() + " on " + action.node());
            }
        }
    }

    private void waiting(TransitionProgress progress, List<String> remaining) {
        for (TransitionStep step : progress.transition().steps()) {
            if (progress.status(step.number()) == StepStatus.WAITING
                    && scope.concerns(step.action())) {
                remaining.add(step.action().key()
                        + step.action().subject().map(node -> " on " + node).orElse(""));
            }
        }
    }

    /** Whether the adopted transition may lack steps because of what is in flight. */
    private static boolean leavesOut(TransitionProgress progress) {
        return progress.inFlight().values().stream().anyMatch(InFlightAction::isLoose)
                || progress.transition().steps().stream()
                        .anyMatch(step -> isReplan(step.action())
                                && progress.status(step.number()) == StepStatus.WAITING);
    }

    private static boolean isReplan(Action action) {
        return action instanceof ClusterAction cluster && cluster.task() == ClusterTask.REPLAN;
    }
}
