// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.InFlightAction;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is ordered but not settled its place in the graph. A stop or demotion under way counts
 * as still to be done, so that nothing is started on what is just going down; a start that is no
 * longer wanted is waited for and undone before the resource is started elsewhere.
 */
public final class InFlightOrders {
    private final WorkingState state;
    private final ActionFactory factory;

    private InFlightOrders(WorkingState state) {
        this.state = state;
        this.factory = new ActionFactory(state);
    }

    /** Before actions are made: what goes down has to be up again before it can be relied upon. */
    public static void requireEnds(WorkingState state, List<InFlightAction> inFlight) {
        for (InFlightAction action : inFlight) {
            WorkNode node = state.node(action.node().value());
            WorkResource resource = node == null ? null : running(state, action, node);
            if (node == null || resource == null) {
                continue;
            }
            if (action.task().equals(Tasks.STOP)) {
                state.forcedStops().add(new WorkingState.ForcedStop(resource, node));
            } else if (action.task().equals(Tasks.DEMOTE)) {
                resource.set(ResourceFlag.DEMOTING);
            }
        }
    }

    /** After actions were made: starts that contradict the plan are undone. */
    public static void undoStarts(WorkingState state, List<InFlightAction> inFlight) {
        InFlightOrders orders = new InFlightOrders(state);
        for (InFlightAction action : inFlight) {
            WorkNode node = state.node(action.node().value());
            WorkResource resource = state.resource(action.instance().value());
            if (node != null && resource != null && action.task().equals(Tasks.START)) {
                orders.undo(resource, node);
            }
        }
    }

    private void undo(WorkResource resource, WorkNode node) {
        boolean wanted = resource.assigned() == node && resource.plannedRole() != Role.STOPPED;
        if (wanted || resource.runsOn(node) || resource.enclosingClone() != null) {
            return;
        }
        WorkAction start = factory.start(resource, node, false);
        start.set(ActionFlag.IN_FLIGHT);
        start.set(ActionFlag.RUNNABLE);
        WorkAction stop = factory.stop(resource, node, false);
        WorkAction.order(start, stop, Ordering.ORDERED);
        // The generic order of stop before start holds for every other start of the resource.
        state.orderings().add(new Ordering(resource, "", stop, resource,
                Tasks.key(resource.id(), Tasks.START, 0), null, Ordering.ORDERED));
    }

    private static @Nullable WorkResource running(
            WorkingState state, InFlightAction action, WorkNode node) {
        String base = action.instance().resource().value();
        return node.running().stream()
                .filter(r -> r.id().equals(action.instance().value())
                        || !r.is(ResourceFlag.UNIQUE) && r.baseId().equals(base)
                                && state.resource(r.id()) == r)
                .findFirst().orElse(null);
    }
}
