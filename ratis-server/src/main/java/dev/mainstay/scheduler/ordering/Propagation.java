// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.assign.InstanceMatch;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
        relate(first, then, kinds);
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

    private void relate(WorkAction first, WorkAction then, int kinds) {
        WorkResource resource = then.resource();
        WorkResource firstResource = first.resource();
        if (resource == null || resource.isPrimitive()) {
            one(first, then, kinds);
            return;
        }
        if (firstResource != null && isWithin(firstResource, resource)) {
            one(first, then, kinds);
            return;
        }
        if (resource.isMultiple() && firstResource != null && firstResource.isMultiple()
                && interleaves(first, then)) {
            interleaved(first, then, kinds);
            return;
        }
        one(first, then, kinds);
        List<WorkResource> parts = resource.isGroup() ? resource.children()
                : InstanceMatch.instances(resource, then.task());
        for (WorkResource part : parts) {
            for (WorkAction action : part.actions()) {
                if (action.isTask(then.task()) && action.intervalMillis() == 0) {
                    relate(first, action, isElsewhere(first, action)
                            ? kinds & ~Ordering.THEN_IMPLIES_FIRST
                            : kinds);
                }
            }
        }
    }

    /** What an instance on another machine has to do does not concern a neighbour of its own. */
    private static boolean isElsewhere(WorkAction first, WorkAction instance) {
        WorkNode mine = machine(first);
        WorkNode other = machine(instance);
        return mine != null && other != null && mine != other;
    }

    /** Where an action happens; that of a group where its members' do. */
    private static @Nullable WorkNode machine(WorkAction action) {
        WorkResource resource = action.resource();
        if (action.node() != null || resource == null || !resource.isGroup()) {
            return action.node();
        }
        return resource.children().stream().flatMap(member -> member.actions().stream())
                .filter(a -> a.isTask(Tasks.begin(action.task())) && a.node() != null)
                .map(WorkAction::node).findFirst().orElse(null);
    }

    private static boolean isWithin(WorkResource part, WorkResource whole) {
        for (WorkResource r = part; r != null; r = r.parent()) {
            if (r == whole) {
                return true;
            }
        }
        return false;
    }

    private static boolean interleaves(WorkAction first, WorkAction then) {
        boolean down = then.isTask(Tasks.STOP) || then.isTask(Tasks.DEMOTE)
                || then.isTask(Tasks.STOPPED) || then.isTask(Tasks.DEMOTED);
        WorkResource decisive = down ? first.resource() : then.resource();
        return decisive != null && decisive.cloneOptions().interleave();
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
                relate(end == null ? firstAction : end, thenAction, kinds);
            }
        }
    }

    private void one(WorkAction first, WorkAction then, int given) {
        int kinds = given;
        if ((kinds & Ordering.PROBE) != 0 && (kinds & Ordering.MINIMUM_RUNNABLE) == 0
                && then.resource() != null && !then.resource().isActive(false)) {
            // What is active anyway need not know where else it may be.
            kinds |= Ordering.UNRUNNABLE_FIRST_BLOCKS;
        }
        boolean foreign = first.resource() != null && then.resource() != null
                && !isWithin(first.resource(), then.resource())
                && !isWithin(then.resource(), first.resource());
        CollectiveFlags flags =
                CollectiveFlags.seenFrom(first, foreign ? then.node() : null);
        WorkResource whole = then.resource();
        WorkNode firstNode = machine(first);
        boolean seen = foreign && firstNode != null && whole != null && whole.isMultiple();
        boolean thenRequired = seen
                ? !CollectiveFlags.seenFrom(then, firstNode).optional()
                : !then.is(ActionFlag.OPTIONAL);
        if ((kinds & Ordering.ASYMMETRIC) != 0 && !flags.runnable()) {
            asymmetric(then);
        }
        boolean foreignMigration = first.resource() != then.resource()
                && (isHalfOfMigration(first, Tasks.START) || isHalfOfMigration(then, Tasks.STOP));
        if ((kinds & Ordering.THEN_IMPLIES_FIRST) != 0 && thenRequired && !foreignMigration
                && !isUpAlready(first)) {
            required(first);
            WorkResource onto = then.resource();
            if (first.is(ActionFlag.MIGRATABLE) && !then.is(ActionFlag.MIGRATABLE)
                    && onto != null && onto.isPrimitive() && !isUpWhere(first, onto)) {
                // What stands on something that has to stop cannot move away live, unless it
                // moves onto an instance of that which is up already.
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

    /** What moves live never goes away, so what depends on it need not restart. */
    private static boolean isHalfOfMigration(WorkAction action, String task) {
        return action.is(ActionFlag.MIGRATABLE) && action.isTask(task);
    }

    /** What is active has been started: that something else starts is no reason to restart it. */
    private static boolean isUpAlready(WorkAction first) {
        WorkResource resource = first.resource();
        return first.isTask(Tasks.START) && first.is(ActionFlag.OPTIONAL) && resource != null
                && resource.currentRole() != Role.STOPPED;
    }

    private static boolean isUpWhere(WorkAction moving, WorkResource instance) {
        WorkResource resource = moving.resource();
        WorkResource clone = instance.enclosingClone();
        WorkNode target = resource == null ? null : resource.assigned();
        return clone != null && target != null && clone.primitives()
                .anyMatch(p -> p.runsOn(target) && p.baseId().equals(instance.baseId()));
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
        boolean restart = !start.is(ActionFlag.OPTIONAL);
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
        blockDependents(action);
    }

    /** What has to be with something that cannot start cannot start either. */
    private void blockDependents(WorkAction action) {
        WorkResource resource = action.resource();
        if (resource == null || action.is(ActionFlag.PSEUDO) && !resource.isPrimitive()
                || !action.isTask(Tasks.START) && !action.isTask(Tasks.PROMOTE)) {
            return;
        }
        WorkResource last = resource;
        List<Colocation> all = new ArrayList<>(last.primaryIn());
        if (resource.parent() != null && resource.parent().isGroup()) {
            List<WorkResource> members = resource.parent().children();
            if (members.get(members.size() - 1) == resource) {
                all.addAll(resource.parent().primaryIn());
            }
        }
        for (Colocation colocation : all) {
            boolean roleMatters = action.isTask(Tasks.START)
                    || colocation.primaryRole() == Role.PROMOTED;
            if (colocation.score() < Score.INFINITY_VALUE || !roleMatters) {
                continue;
            }
            String task = colocation.dependentRole() == Role.PROMOTED
                    ? Tasks.PROMOTE
                    : Tasks.START;
            colocation.dependent().primitives().flatMap(p -> p.actions().stream())
                    .filter(a -> a.isTask(task) && a.intervalMillis() == 0)
                    .toList().forEach(this::notRunnable);
        }
    }
}
