// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.assign.InstanceMatch;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import org.jspecify.annotations.Nullable;

/**
 * Carries an ordering that ends at a group, clone or bundle on to its parts: what affects the whole
 * affects each of them. Where clones are interleaved, each instance has a neighbour of its own to
 * wait for instead.
 */
final class CollectiveOrderings {
    private final WorkingState state;
    private final OrderingEffects effects;
    private final FlagChanges changes;

    CollectiveOrderings(WorkingState state, OrderingEffects effects, FlagChanges changes) {
        this.state = state;
        this.effects = effects;
        this.changes = changes;
    }

    /**
     * Applies the kinds of an ordering to its two actions and to all parts of {@code then}.
     *
     * @param view the machine that the whole is asked for at; null for anywhere
     */
    void apply(WorkAction first, WorkAction then, @Nullable WorkNode view, int kinds) {
        WorkResource resource = then.resource();
        WorkResource firstResource = first.resource();
        if (resource == null || resource.isPrimitive()) {
            effects.apply(first, then, view, kinds);
            return;
        }
        if (firstResource != null && ActionRelations.isWithin(firstResource, resource)) {
            effects.apply(first, then, view, kinds);
            if ((kinds & Ordering.PROBE) != 0) {
                // Those that are nowhere yet wait for all probes, those that are somewhere do not.
                ActionRelations.parts(resource, then.task())
                        .forEach(part -> apply(first, part, view, kinds));
            }
            return;
        }
        if (resource.isMultiple() && firstResource != null && firstResource.isMultiple()
                && ActionRelations.interleaves(first, then)) {
            interleaved(first, then, kinds);
            return;
        }
        effects.apply(first, then, view, kinds);
        for (WorkAction part : ActionRelations.parts(resource, then.task())) {
            apply(first, part, view, ActionRelations.isElsewhere(first, part)
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
                            .forEach(changes::notRunnable);
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
                apply(end == null ? firstAction : end, thenAction, thenAction.node(), kinds);
            }
        }
    }
}
