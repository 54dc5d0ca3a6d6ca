// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/**
 * Carries what must and what cannot be done along the edges until nothing changes any more. Flags
 * only ever change in one direction (optional to required, runnable to not), so this ends.
 */
public final class Propagation {
    private final FlagChanges changes;
    private final OrderingEffects effects;
    private final CollectiveOrderings collectives;

    private Propagation(WorkingState state) {
        this.changes = new FlagChanges(state.nextActionNumber() + 1);
        this.effects = new OrderingEffects(state, changes);
        this.collectives = new CollectiveOrderings(state, effects, changes);
    }

    public static void run(WorkingState state) {
        Propagation propagation = new Propagation(state);
        state.actions().forEach(propagation.changes::enqueue);
        for (WorkAction next = propagation.changes.next(); next != null;
                next = propagation.changes.next()) {
            propagation.update(next);
        }
    }

    private void update(WorkAction then) {
        if (then.is(ActionFlag.MINIMUM_RUNNABLE)) {
            countMinimum(then);
        }
        CollectiveFlags.of(then, null);
        for (Edge edge : List.copyOf(then.before())) {
            apply(edge.other(), then, edge);
        }
    }

    private void countMinimum(WorkAction then) {
        int runnable = 0;
        for (Edge edge : then.before()) {
            if (edge.has(Ordering.MINIMUM_RUNNABLE)
                    && CollectiveFlags.of(edge.other(), null).runnable()) {
                runnable++;
            }
        }
        then.runnableBefore(runnable);
        if (runnable < then.requiredRunnableBefore()) {
            changes.clear(then, ActionFlag.RUNNABLE);
        }
    }

    private void apply(WorkAction first, WorkAction then, Edge edge) {
        WorkNode firstNode = first.node();
        WorkNode thenNode = then.node();
        if (edge.has(Ordering.IF_SAME_NODE) && firstNode != null && thenNode != null
                && firstNode != thenNode) {
            return;
        }
        if (edge.has(Ordering.THEN_CANCELS_FIRST)) {
            cancel(first, then);
            return;
        }
        if (edge.has(Ordering.IF_FIRST_STAYS) && first.is(ActionFlag.MIGRATABLE)) {
            return;
        }
        int kinds = edge.kinds();
        collectives.apply(first, then, ActionRelations.machine(then), kinds);
        // The edge itself may have got more kinds by that.
        effects.show(first, then, edge.kinds());
        effects.blockedStop(first, then, kinds);
    }

    /** A reload, for one, is not needed where there is a restart. */
    private static void cancel(WorkAction first, WorkAction then) {
        if (!then.is(ActionFlag.OPTIONAL) && !first.is(ActionFlag.OPTIONAL)) {
            first.set(ActionFlag.OPTIONAL);
            WorkResource resource = first.resource();
            if (resource != null && first.isTask(Tasks.RELOAD)) {
                resource.clear(ResourceFlag.RELOAD);
            }
        }
    }
}
