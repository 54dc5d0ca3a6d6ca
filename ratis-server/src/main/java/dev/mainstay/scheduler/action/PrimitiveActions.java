// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.CurrentNode;
import dev.mainstay.scheduler.work.MultipleActive;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the actions that take one primitive from its present role and place to the decided one. */
final class PrimitiveActions {
    private final WorkingState state;
    private final ActionFactory factory;
    private final RecurringActions recurring;
    private final MigrationActions migrations;

    PrimitiveActions(UnpackContext context, ActionFactory factory) {
        this.state = context.state();
        this.factory = factory;
        this.recurring = new RecurringActions(context, factory);
        this.migrations = new MigrationActions(context, factory);
    }

    void create(WorkResource resource) {
        if (resource.nextRole() == null) {
            resource.nextRole(resource.assigned() == null ? Role.STOPPED
                    : resource.inPromotable() ? Role.UNPROMOTED : Role.STARTED);
        }
        WorkNode current = CurrentNode.of(resource);
        danglingStops(resource);
        boolean continuesMigration = migrations.continuesPartial(resource);
        boolean multiple = !continuesMigration && multiplyActive(resource);
        boolean migratable = multiple ? false : migrations.mayMigrate(resource);
        WorkNode target = resource.assigned();
        boolean stop = multiple;
        boolean promote = false;
        if (current != null && target != null && current != target
                && resource.nextRole() != Role.STOPPED) {
            stop = true;
        } else if (resource.is(ResourceFlag.FAILED)) {
            stop |= resource.is(ResourceFlag.STOP_NEEDED);
            promote = !stop && resource.nextRole() == Role.PROMOTED;
        } else if (resource.is(ResourceFlag.BLOCKED)) {
            stop = true;
        } else if (resource.is(ResourceFlag.DEMOTING)) {
            promote = resource.nextRole() == Role.PROMOTED;
        }
        for (WorkingState.ForcedStop forced : state.forcedStops()) {
            if (forced.resource() == resource) {
                if (resource.runsOn(forced.node())) {
                    stop = true;
                } else {
                    factory.stop(resource, forced.node(), false);
                }
            }
        }
        if (resource.is(ResourceFlag.RESTART_NEEDED) && current != null) {
            stop = true;
        }
        if (resource.role() == Role.PROMOTED && current != null && target != null && !stop) {
            stop = !factory.start(resource, target, true).is(ActionFlag.OPTIONAL);
        }
        restart(resource, target, stop, promote);
        change(resource, target);
        startAgain(resource, target);
        recurring.create(resource);
        if (migratable) {
            migrations.create(resource);
        }
    }

    /** Of a start that has not ended nobody knows whether it ever will: it is asked for again. */
    private void startAgain(WorkResource resource, @Nullable WorkNode target) {
        if (resource.is(ResourceFlag.START_PENDING) && resource.is(ResourceFlag.MANAGED)
                && target != null && target.is(NodeFlag.ONLINE) && resource.runsOn(target)
                && resource.nextRole() != Role.STOPPED) {
            factory.start(resource, target, false);
        }
    }

    private void danglingStops(WorkResource resource) {
        for (WorkNode source : resource.history().danglingMigrationSources()) {
            WorkAction stop = factory.stop(resource, source, false);
            stop.set(ActionFlag.DETACHED);
        }
    }

    private boolean multiplyActive(WorkResource resource) {
        long clean = resource.running().stream()
                .filter(n -> n.is(NodeFlag.ONLINE) && !n.is(NodeFlag.UNCLEAN)).count();
        boolean partial = resource.history().migrationSource() != null
                || resource.history().migrationTarget() != null;
        if (partial) {
            resource.history().abandonMigration();
        }
        // What needs no fencing is not held to be active where only fencing makes sure of it.
        boolean several = resource.is(ResourceFlag.NEEDS_FENCING)
                ? resource.running().size() > 1
                : clean > 1;
        if (!several && !partial) {
            return false;
        }
        if (resource.options().multipleActive() == MultipleActive.STOP_ONLY && several
                && !partial) {
            resource.nextRole(Role.STOPPED);
        }
        return several || partial;
    }

    private static Role down(Role role) {
        return role == Role.PROMOTED ? Role.UNPROMOTED : Role.STOPPED;
    }

    private static Role up(Role from, Role to) {
        if (from == Role.STOPPED) {
            return to == Role.PROMOTED ? Role.UNPROMOTED : to;
        }
        return to;
    }

    /** Takes the resource down and, as far as it is to be active, up again; all of it optional. */
    private void restart(WorkResource resource,
            @Nullable WorkNode target, boolean stop, boolean promote) {
        Role role = resource.role();
        boolean anyway = stop;
        if (stop && role == Role.STOPPED) {
            // A migration may have left it where nothing is recorded of it.
            stop(resource, false);
        }
        while (role != Role.STOPPED) {
            Role next = down(role);
            boolean required = anyway || promote && role == Role.PROMOTED;
            if (role == Role.PROMOTED) {
                demote(resource, !required);
            } else {
                stop(resource, !anyway);
            }
            role = next;
        }
        Role goal = resource.nextRole() == null ? Role.STOPPED : resource.nextRole();
        if (resource.is(ResourceFlag.BLOCKED)) {
            return;
        }
        // What was promoted and is not to be again comes up as far as it is to.
        boolean lower = resource.role().compareTo(goal) > 0;
        Role top = lower ? goal : resource.role();
        // A failed one starts because it stops: its monitors are not yet those of another start.
        anyway &= !lower || !resource.is(ResourceFlag.FAILED);
        while (role.compareTo(top) < 0) {
            Role next = up(role, top);
            if (role == Role.STOPPED) {
                start(resource, target, !anyway);
            } else {
                promote(resource, target, !(anyway || promote));
            }
            role = next;
        }
    }

    private void change(WorkResource resource, @Nullable WorkNode target) {
        Role role = resource.role();
        Role goal = resource.nextRole() == null ? Role.STOPPED : resource.nextRole();
        while (role != goal) {
            if (role.compareTo(goal) > 0) {
                if (role == Role.PROMOTED && goal != Role.PROMOTED) {
                    demote(resource, false);
                    role = Role.UNPROMOTED;
                } else if (goal == Role.STOPPED) {
                    stop(resource, false);
                    role = Role.STOPPED;
                } else {
                    role = goal;
                }
            } else if (role == Role.STOPPED) {
                start(resource, target, false);
                role = up(role, goal);
            } else if (goal == Role.PROMOTED) {
                promote(resource, target, false);
                role = Role.PROMOTED;
            } else {
                role = goal;
            }
        }
    }

    private void stop(WorkResource resource, boolean optional) {
        for (WorkNode node : resource.running()) {
            if (node == resource.history().migrationTarget() && node == resource.assigned()) {
                continue;
            }
            boolean expected = resource.is(ResourceFlag.STOP_UNEXPECTED_ONLY)
                    && resource.options().multipleActive() == MultipleActive.STOP_UNEXPECTED
                    && node == resource.assigned();
            if (expected && !optional) {
                continue;
            }
            WorkAction stop = factory.stop(resource, node, optional);
            if (!resource.is(ResourceFlag.MANAGED)) {
                stop.clear(ActionFlag.RUNNABLE);
            }
        }
    }

    private void start(WorkResource resource, @Nullable WorkNode node, boolean optional) {
        WorkAction start = factory.start(resource, node, optional);
        boolean expected = resource.is(ResourceFlag.STOP_UNEXPECTED_ONLY)
                && resource.options().multipleActive() == MultipleActive.STOP_UNEXPECTED
                && node != null && resource.runsOn(node);
        if (expected) {
            // What is where it is expected only looks as if it were started.
            start.set(ActionFlag.PSEUDO);
        }
    }

    private void demote(WorkResource resource, boolean optional) {
        for (WorkNode node : List.copyOf(resource.running())) {
            factory.task(resource, Tasks.DEMOTE, node, optional);
        }
    }

    private void promote(WorkResource resource, @Nullable WorkNode node, boolean optional) {
        boolean startable = resource.actions().stream()
                .filter(a -> a.isTask(Tasks.START) && a.node() == node)
                .allMatch(a -> a.is(ActionFlag.RUNNABLE));
        WorkAction promote = factory.task(resource, Tasks.PROMOTE, node, optional);
        if (!startable) {
            promote.clear(ActionFlag.RUNNABLE);
        }
    }
}
