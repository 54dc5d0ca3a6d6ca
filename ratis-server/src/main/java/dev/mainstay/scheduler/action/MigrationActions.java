// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import org.jspecify.annotations.Nullable;

/** Moves a resource live where it can be: migrate_to, migrate_from, stop, and a pseudo start. */
final class MigrationActions {
    private final WorkingState state;
    private final ActionFactory factory;

    MigrationActions(UnpackContext context, ActionFactory factory) {
        this.state = context.state();
        this.factory = factory;
    }

    /** Whether a migration under way goes where the resource is to be anyway. */
    boolean continuesPartial(WorkResource resource) {
        WorkNode source = resource.history().migrationSource();
        WorkNode target = resource.history().migrationTarget();
        return source != null && target != null && resource.running().size() == 2
                && resource.running().stream().allMatch(MigrationActions::isClean)
                && resource.runsOn(source) && target == resource.assigned();
    }

    private static boolean isClean(WorkNode node) {
        return node.is(NodeFlag.ONLINE) && !node.is(NodeFlag.UNCLEAN);
    }

    boolean mayMigrate(WorkResource resource) {
        if (!resource.is(ResourceFlag.ALLOW_MIGRATE) || !resource.is(ResourceFlag.MANAGED)
                || resource.is(ResourceFlag.FAILED) || resource.is(ResourceFlag.START_PENDING)
                || resource.nextRole() == Role.STOPPED || resource.enclosingClone() != null
                // What an earlier migration left behind has to be cleared away first.
                || !resource.history().danglingMigrationSources().isEmpty()) {
            return false;
        }
        WorkNode source =
                resource.history().migrationSource() != null ? resource.history().migrationSource()
                        : resource.running().size() == 1 ? resource.running().get(0) : null;
        WorkNode target = resource.assigned();
        return source != null && target != null && source != target && isClean(source)
                && NodeUsable.isReady(target);
    }

    void create(WorkResource resource) {
        WorkNode source =
                resource.history().migrationSource() != null ? resource.history().migrationSource()
                        : resource.running().get(0);
        WorkNode target = resource.assigned();
        WorkAction start = factory.start(resource, target, true);
        WorkAction stop = factory.stop(resource, source, true);
        boolean partial = resource.history().migrationTarget() != null;
        if (!partial && (start.is(ActionFlag.OPTIONAL) || stop.is(ActionFlag.OPTIONAL)
                || !start.is(ActionFlag.RUNNABLE) || !stop.is(ActionFlag.RUNNABLE))) {
            return;
        }
        start.set(ActionFlag.MIGRATABLE);
        stop.set(ActionFlag.MIGRATABLE);
        start.set(ActionFlag.PSEUDO);
        resource.set(ResourceFlag.HAS_MIGRATION);
        WorkAction from = factory.task(resource, Tasks.MIGRATE_FROM, target, false);
        from.set(ActionFlag.MIGRATABLE);
        tellEnds(from, source, target);
        if (partial) {
            orderProbesBefore(resource, Tasks.MIGRATE_FROM);
            WorkAction.order(from, stop, Ordering.ORDERED);
        } else {
            WorkAction to = factory.task(resource, Tasks.MIGRATE_TO, source, false);
            to.set(ActionFlag.MIGRATABLE);
            tellEnds(to, source, target);
            orderProbesBefore(resource, Tasks.MIGRATE_TO);
            WorkAction.order(to, from, Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        }
        state.orderTasks(resource, Tasks.MIGRATE_FROM, resource, Tasks.STOP,
                Ordering.ORDERED | Ordering.UNMIGRATABLE_FIRST_BLOCKS);
        state.orderTasks(resource, Tasks.MIGRATE_FROM, resource, Tasks.START,
                Ordering.ORDERED | Ordering.UNMIGRATABLE_FIRST_BLOCKS
                        | Ordering.UNRUNNABLE_FIRST_BLOCKS);
    }

    /** Each half has to know the machine of the other. */
    private static void tellEnds(WorkAction half, WorkNode source, @Nullable WorkNode target) {
        half.meta().put("migrate_source", source.name());
        if (target != null) {
            half.meta().put("migrate_target", target.name());
        }
    }

    private void orderProbesBefore(WorkResource resource, String task) {
        state.orderTasks(resource, Tasks.MONITOR, resource, task, Ordering.ORDERED);
    }
}
