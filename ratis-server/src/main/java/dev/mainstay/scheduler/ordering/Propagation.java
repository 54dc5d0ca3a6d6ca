// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.assign.InstanceMatch;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries what must and what cannot be done along the edges. Flags only ever change in one
 * direction (optional to required, runnable to not), so this ends.
 */
public final class Propagation {
    private final WorkingState state;
    private final Deque<WorkAction> queue = new ArrayDeque<>();
    private final boolean[] queued;

    private Propagation(WorkingState state) {
        this.state = state;
        this.queued = new boolean[state.nextActionNumber() + 1];
    }

    public static void run(WorkingState state) {
        Propagation propagation = new Propagation(state);
        state.actions().forEach(propagation::enqueue);
        while (!propagation.queue.isEmpty()) {
            WorkAction next = propagation.queue.removeFirst();
            propagation.queued[next.number()] = false;
            propagation.update(next);
        }
    }

    private void enqueue(WorkAction action) {
        if (!queued[action.number()]) {
            queued[action.number()] = true;
            queue.addLast(action);
        }
    }

    private void changed(WorkAction action) {
        enqueue(action);
        action.after().forEach(edge -> enqueue(edge.other()));
        WorkResource resource = action.resource();
        for (WorkResource r = resource == null ? null : resource.parent(); r != null;
                r = r.parent()) {
            // What depends on the whole depends on what becomes of its parts.
            WorkAction begin = ActionFactory.findTask(r, action.task(), null);
            WorkAction end = ActionFactory.findTask(r, Tasks.completion(action.task()), null);
            if (begin != null) {
                enqueue(begin);
                begin.after().forEach(edge -> enqueue(edge.other()));
            }
            if (end != null) {
                enqueue(end);
                end.after().forEach(edge -> enqueue(edge.other()));
            }
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
        if (runnable < then.requiredRunnableBefore() && then.is(ActionFlag.RUNNABLE)) {
            then.clear(ActionFlag.RUNNABLE);
            changed(then);
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
            if (!then.is(ActionFlag.OPTIONAL) && !first.is(ActionFlag.OPTIONAL)) {
                first.set(ActionFlag.OPTIONAL);
                WorkResource resource = first.resource();
                if (resource != null && first.isTask(Tasks.RELOAD)) {
                    resource.clear(ResourceFlag.RELOAD);
                }
            }
            return;
        }
        if (edge.has(Ordering.IF_FIRST_STAYS) && first.is(ActionFlag.MIGRATABLE)) {
            return;
        }
        int kinds = edge.kinds();
        relate(first, then, ActionRelations.machine(then), kinds);
        if (edge.has(Ordering.FIRST_SHOWS_THEN) && !first.is(ActionFlag.OPTIONAL)
                && !then.is(ActionFlag.ALWAYS_SHOWN)) {
            then.set(ActionFlag.ALWAYS_SHOWN);
            changed(then);
        }
        if (edge.has(Ordering.THEN_SHOWS_FIRST) && !then.is(ActionFlag.OPTIONAL)
                && !first.is(ActionFlag.ALWAYS_SHOWN)) {
            first.set(ActionFlag.ALWAYS_SHOWN);
            changed(first);
        }
        blockedStop(first, then, kinds);
    }

    /** What a blocked resource holds back cannot be had by stopping it. */
    private void blockedStop(WorkAction first, WorkAction then, int kinds) {
        int implying = Ordering.FIRST_IMPLIES_THEN | Ordering.THEN_IMPLIES_FIRST
                | Ordering.INTERMEDIATE_STOP;
        WorkResource resource = first.resource();
        if ((kinds & implying) != 0 && resource != null && first.isTask(Tasks.STOP)
                && !resource.is(ResourceFlag.MANAGED) && resource.is(ResourceFlag.BLOCKED)
                && !first.is(ActionFlag.RUNNABLE)) {
            notRunnable(then);
        }
    }

    /** A part is affected by what its whole, asked for at {@code view}, is affected by. */
    private void relate(WorkAction first, WorkAction then, @Nullable WorkNode view, int kinds) {
        WorkResource resource = then.resource();
        WorkResource firstResource = first.resource();
        if (resource == null || resource.isPrimitive()) {
            one(first, then, view, kinds);
            return;
        }
        if (firstResource != null && ActionRelations.isWithin(firstResource, resource)) {
            one(first, then, view, kinds);
            if ((kinds & Ordering.PROBE) != 0) {
                // Those that are nowhere yet wait for all probes, those that are somewhere do not.
                ActionRelations.parts(resource, then.task())
                        .forEach(part -> relate(first, part, view, kinds));
            }
            return;
        }
        if (resource.isMultiple() && firstResource != null && firstResource.isMultiple()
                && ActionRelations.interleaves(first, then)) {
            interleaved(first, then, kinds);
            return;
        }
        one(first, then, view, kinds);
        for (WorkAction part : ActionRelations.parts(resource, then.task())) {
            relate(first, part, view, ActionRelations.isElsewhere(first, part)
                    ? kinds & ~Ordering.THEN_IMPLIES_FIRST
                    : kinds);
        }
    }

    /** Each instance waits for its neighbour only. */
    private void interleaved(WorkAction first, WorkAction then, int kinds) {
        String firstTask = Tasks.begin(first.task());
        boolean down = firstTask.equals(Tasks.STOP) || firstTask.equals(Tasks.DEMOTE);
        WorkResource firstResource = first.resource();
        WorkResource thenResource = then.resource();
        if (firstResource == null || thenResource == null) {
            return;
        }
        for (WorkResource instance : InstanceMatch.instances(thenResource)) {
            WorkResource partner = InstanceMatch.find(
                    state, instance, firstResource, null, down);
            if (partner == null) {
                if (!down && (kinds & (Ordering.UNRUNNABLE_FIRST_BLOCKS
                        | Ordering.FIRST_IMPLIES_THEN)) != 0) {
                    instance.primitives().flatMap(p -> p.actions().stream())
                            .filter(a -> a.isTask(then.task()) && a.intervalMillis() == 0)
                            .forEach(this::notRunnable);
                    // Without a neighbour to wait for it is not merely held up: it is not wanted.
                    instance.tree().forEach(r -> r.assigned(null));
                    instance.primitives().forEach(p -> p.nextRole(Role.STOPPED));
                }
                continue;
            }
            WorkAction firstAction = ActionFactory.findTask(partner, firstTask, null);
            WorkAction thenAction = ActionFactory.findTask(instance, then.task(), null);
            if (firstAction != null && thenAction != null) {
                WorkAction end = partner.isPrimitive() ? firstAction
                        : ActionFactory.findTask(partner, Tasks.completion(firstTask), null);
                WorkAction.order(end == null ? firstAction : end, thenAction, kinds);
                relate(end == null ? firstAction : end, thenAction, thenAction.node(), kinds);
            }
        }
    }

    private void one(
            WorkAction first, WorkAction then, @Nullable WorkNode view, int given) {
        int kinds = given;
        if ((kinds & Ordering.PROBE) != 0 && (kinds & Ordering.MINIMUM_RUNNABLE) == 0
                && then.resource() != null && !then.resource().isActive(false)) {
            // What is active anyway need not know where else it may be.
            kinds |= Ordering.UNRUNNABLE_FIRST_BLOCKS;
        }
        boolean foreign = first.resource() != null && then.resource() != null
                && !ActionRelations.isWithin(first.resource(), then.resource())
                && !ActionRelations.isWithin(then.resource(), first.resource());
        CollectiveFlags flags =
                CollectiveFlags.seenFrom(first, foreign ? view : null);
        WorkResource whole = then.resource();
        WorkNode firstNode = ActionRelations.machine(first);
        boolean seen = foreign && firstNode != null && whole != null && whole.isMultiple();
        boolean thenRequired = seen
                ? !CollectiveFlags.seenFrom(then, firstNode).optional()
                : !then.is(ActionFlag.OPTIONAL);
        if ((kinds & Ordering.ASYMMETRIC) != 0 && !flags.runnable()) {
            asymmetric(then);
        }
        boolean foreignMigration = ActionRelations.isForeignMigration(first, then);
        if ((kinds & Ordering.THEN_IMPLIES_FIRST) != 0 && thenRequired && !foreignMigration
                && !ActionRelations.isUpAlready(first) && !ActionRelations.isMereEnd(first)) {
            required(first);
            if (ActionRelations.cannotMoveLive(first, then)) {
                first.clear(ActionFlag.MIGRATABLE);
                changed(first);
            }
        }
        if ((kinds & Ordering.PROMOTED_IMPLIES_FIRST) != 0 && thenRequired
                && then.resource() != null && then.resource().role() == Role.PROMOTED) {
            required(first);
        }
        if ((kinds & Ordering.INTERMEDIATE_STOP) != 0) {
            intermediateStop(first, then);
        }
        if ((kinds & Ordering.FIRST_IMPLIES_THEN) != 0 && !flags.optional() && !foreignMigration
                && (kinds & Ordering.INTERMEDIATE_STOP) == 0) {
            required(then);
        }
        if ((kinds & Ordering.UNMIGRATABLE_FIRST_BLOCKS) != 0
                && then.is(ActionFlag.MIGRATABLE) && !first.is(ActionFlag.MIGRATABLE)) {
            then.clear(ActionFlag.MIGRATABLE);
            changed(then);
        }
        if ((kinds & Ordering.UNRUNNABLE_FIRST_BLOCKS) != 0 && !flags.runnable()) {
            obstructed(then, first);
            notRunnable(then);
        }
    }

    /** Notes why something that was to begin cannot, once. */
    private void obstructed(WorkAction then, WorkAction first) {
        WorkResource resource = then.resource();
        WorkNode node = then.node();
        boolean begins = then.isTask(Tasks.START) || then.isTask(Tasks.PROMOTE);
        if (begins && resource != null && resource.isPrimitive() && node != null
                && then.is(ActionFlag.RUNNABLE) && !then.is(ActionFlag.OPTIONAL)) {
            state.ledger().obstructed(resource.id(), node.name(), then.task(),
                    new ScoreSource.WaitsFor(first.key()));
        }
    }

    private void asymmetric(WorkAction then) {
        WorkResource resource = then.resource();
        if (resource == null) {
            return;
        }
        if (then.is(ActionFlag.OPTIONAL)) {
            Role role = resource.currentRole();
            if (then.isTask(Tasks.STOP) && role == Role.STOPPED
                    || then.isTask(Tasks.START) && role != Role.STOPPED) {
                return;
            }
        }
        required(then);
        notRunnable(then);
    }

    /** To start again what is active it has to stop first; what cannot start again has to stop. */
    private void intermediateStop(WorkAction stop, WorkAction start) {
        WorkResource resource = start.resource();
        boolean restart = !start.is(ActionFlag.OPTIONAL)
                && !(resource != null && resource.is(ResourceFlag.START_PENDING));
        boolean cannotStart = !start.is(ActionFlag.RUNNABLE) && resource != null
                && resource.is(ResourceFlag.MANAGED) && start.node() != null;
        if (restart || cannotStart) {
            required(stop);
        }
        if (!stop.is(ActionFlag.OPTIONAL)) {
            if (!stop.is(ActionFlag.RUNNABLE)) {
                notRunnable(start);
            }
            if (start.node() != null) {
                // What stops for good does not come back, whoever mentions its start.
                required(start);
            }
        }
    }

    private void required(WorkAction action) {
        if (!action.is(ActionFlag.OPTIONAL)) {
            return;
        }
        action.clear(ActionFlag.OPTIONAL);
        changed(action);
    }

    private void notRunnable(WorkAction action) {
        if (!action.is(ActionFlag.RUNNABLE) || action.is(ActionFlag.IN_FLIGHT)) {
            return;
        }
        action.clear(ActionFlag.RUNNABLE);
        action.clear(ActionFlag.MIGRATABLE);
        changed(action);
        ActionRelations.heldBackWith(action).forEach(this::notRunnable);
    }
}
