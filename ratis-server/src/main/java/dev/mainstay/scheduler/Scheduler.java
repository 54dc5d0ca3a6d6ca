// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.scheduler.action.ActionPlanner;
import dev.mainstay.scheduler.action.InFlightOrders;
import dev.mainstay.scheduler.action.Notifications;
import dev.mainstay.scheduler.action.ProbeOrderings;
import dev.mainstay.scheduler.assign.Assignment;
import dev.mainstay.scheduler.constraint.ConstraintUnpacker;
import dev.mainstay.scheduler.fence.Fencing;
import dev.mainstay.scheduler.fence.Unfencing;
import dev.mainstay.scheduler.graph.GraphBuilder;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.graph.ReachableActions;
import dev.mainstay.scheduler.graph.SummaryBuilder;
import dev.mainstay.scheduler.ordering.OrderingExpansion;
import dev.mainstay.scheduler.ordering.Propagation;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import java.util.TreeSet;

/** Decides what runs where and how to get there: the steps of one run, in order. */
public final class Scheduler {
    private Scheduler() {}

    /** The same input gives the same plan, byte for byte, wherever it is asked. */
    public static Plan plan(SchedulerInput input) {
        UnpackContext context =
                Unpacker.unpack(input.configuration(), input.status(), input.now());
        WorkingState state = context.state();
        Fencing.requestWithoutQuorum(state);
        ConstraintUnpacker.unpack(context);
        ActionPlanner.orderInternally(context);
        ActionPlanner.handleHistory(context);
        Assignment.run(context);
        InFlightOrders.requireEnds(state, input.inFlight());
        ActionPlanner.plan(context);
        InFlightOrders.undoStarts(state, input.inFlight());
        Fencing.schedule(state);
        Unfencing.schedule(state);
        OrderingExpansion.expand(state);
        ProbeOrderings.add(state);
        Propagation.run(state);
        Notifications.add(state);
        context.evaluator().nextChange().ifPresent(state::recheckBy);
        ReachableActions reachable = ReachableActions.of(GraphBuilder.build(state));
        block(state, reachable.tiedUp());
        return new Plan(reachable.kept(), reachable.tiedUp(), state.ledger().ledger(),
                SummaryBuilder.build(state), state.recheckAt());
    }

    /** What waits for itself cannot be done: the summary says so. */
    private static void block(WorkingState state, List<PlannedAction> tiedUp) {
        TreeSet<Integer> numbers = new TreeSet<>();
        tiedUp.forEach(action -> numbers.add(action.id()));
        state.actions().stream().filter(action -> numbers.contains(action.number()))
                .forEach(action -> action.clear(ActionFlag.RUNNABLE));
    }
}
