// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import org.jspecify.annotations.Nullable;

/**
 * What the kinds of one ordering mean for its two actions: whether the one makes the other required
 * or impossible. Each kind is applied by itself; an ordering may be of several.
 */
final class OrderingEffects {
    private final WorkingState state;
    private final FlagChanges changes;

    OrderingEffects(WorkingState state, FlagChanges changes) {
        this.state = state;
        this.changes = changes;
    }

    /** @param view the machine from which a collective's flags are seen; null for the whole's */
    void apply(WorkAction first, WorkAction then, @Nullable WorkNode view, int given) {
        int kinds = given;
        if (has(kinds, Ordering.PROBE) && !has(kinds, Ordering.MINIMUM_RUNNABLE)
                && then.resource() != null && !then.resource().isActive(false)) {
            // What is active anyway need not know where else it may be.
            kinds |= Ordering.UNRUNNABLE_FIRST_BLOCKS;
        }
        boolean foreign = isForeign(first, then);
        CollectiveFlags flags = CollectiveFlags.seenFrom(first, foreign ? view : null);
        boolean thenRequired = isRequired(first, then, foreign);
        boolean foreignMigration = ActionRelations.isForeignMigration(first, then);
        if (has(kinds, Ordering.ASYMMETRIC) && !flags.runnable()) {
            asymmetric(then);
        }
        if (thenRequired) {
            thenImpliesFirst(first, then, kinds, foreignMigration);
        }
        if (has(kinds, Ordering.INTERMEDIATE_STOP)) {
            intermediateStop(first, then);
        } else if (has(kinds, Ordering.FIRST_IMPLIES_THEN) && !flags.optional()
                && !foreignMigration) {
            changes.required(then);
        }
        if (has(kinds, Ordering.UNMIGRATABLE_FIRST_BLOCKS) && !first.is(ActionFlag.MIGRATABLE)) {
            changes.clear(then, ActionFlag.MIGRATABLE);
        }
        if (has(kinds, Ordering.UNRUNNABLE_FIRST_BLOCKS) && !flags.runnable()) {
            obstructed(then, first);
            changes.notRunnable(then);
        }
    }

    /** What one of the two shows of the other in the graph, though it need not be done. */
    void show(WorkAction first, WorkAction then, int kinds) {
        if (has(kinds, Ordering.FIRST_SHOWS_THEN) && !first.is(ActionFlag.OPTIONAL)) {
            changes.set(then, ActionFlag.ALWAYS_SHOWN);
        }
        if (has(kinds, Ordering.THEN_SHOWS_FIRST) && !then.is(ActionFlag.OPTIONAL)) {
            changes.set(first, ActionFlag.ALWAYS_SHOWN);
        }
    }

    /** What a blocked resource holds back cannot be had by stopping it. */
    void blockedStop(WorkAction first, WorkAction then, int kinds) {
        int implying = Ordering.FIRST_IMPLIES_THEN | Ordering.THEN_IMPLIES_FIRST
                | Ordering.INTERMEDIATE_STOP;
        WorkResource resource = first.resource();
        if (has(kinds, implying) && resource != null && first.isTask(Tasks.STOP)
                && !resource.is(ResourceFlag.MANAGED) && resource.is(ResourceFlag.BLOCKED)
                && !first.is(ActionFlag.RUNNABLE)) {
            changes.notRunnable(then);
        }
    }

    /** Whether a set of kinds contains one of the wanted ones. */
    private static boolean has(int kinds, int wanted) {
        return (kinds & wanted) != 0;
    }

    /** Whether neither is a part of the other. */
    private static boolean isForeign(WorkAction first, WorkAction then) {
        return first.resource() != null && then.resource() != null
                && !ActionRelations.isWithin(first.resource(), then.resource())
                && !ActionRelations.isWithin(then.resource(), first.resource());
    }

    private static boolean isRequired(WorkAction first, WorkAction then, boolean foreign) {
        WorkResource whole = then.resource();
        WorkNode firstNode = ActionRelations.machine(first);
        boolean seen = foreign && firstNode != null && whole != null && whole.isMultiple();
        return seen
                ? !CollectiveFlags.seenFrom(then, firstNode).optional()
                : !then.is(ActionFlag.OPTIONAL);
    }

    private void thenImpliesFirst(
            WorkAction first, WorkAction then, int kinds, boolean foreignMigration) {
        if (has(kinds, Ordering.THEN_IMPLIES_FIRST) && !foreignMigration
                && !ActionRelations.isUpAlready(first) && !ActionRelations.isMereEnd(first)) {
            changes.required(first);
            if (ActionRelations.cannotMoveLive(first, then)) {
                changes.clear(first, ActionFlag.MIGRATABLE);
            }
        }
        if (has(kinds, Ordering.PROMOTED_IMPLIES_FIRST)
                && then.resource() != null && then.resource().role() == Role.PROMOTED) {
            changes.required(first);
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

    /** What may only be done after something that cannot be done. */
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
        changes.required(then);
        changes.notRunnable(then);
    }

    /** To start again what is active it has to stop first; what cannot start again has to stop. */
    private void intermediateStop(WorkAction stop, WorkAction start) {
        WorkResource resource = start.resource();
        boolean restart = !start.is(ActionFlag.OPTIONAL)
                && !(resource != null && resource.is(ResourceFlag.START_PENDING));
        boolean cannotStart = !start.is(ActionFlag.RUNNABLE) && resource != null
                && resource.is(ResourceFlag.MANAGED) && start.node() != null;
        if (restart || cannotStart) {
            changes.required(stop);
        }
        if (!stop.is(ActionFlag.OPTIONAL)) {
            if (!stop.is(ActionFlag.RUNNABLE)) {
                changes.notRunnable(start);
            }
            if (start.node() != null) {
                // What stops for good does not come back, whoever mentions its start.
                changes.required(start);
            }
        }
    }
}
