// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;

/** Tells whether a prepared live migration is what happens in the end. */
final class Migrations {
    private Migrations() {}

    static boolean happens(WorkResource resource) {
        if (!resource.is(ResourceFlag.HAS_MIGRATION)) {
            return false;
        }
        WorkNode source =
                resource.history().migrationSource() != null ? resource.history().migrationSource()
                        : resource.running().isEmpty() ? null : resource.running().get(0);
        for (WorkAction action : resource.actions()) {
            boolean decisive = switch (action.task()) {
                case Tasks.START, Tasks.MIGRATE_TO, Tasks.MIGRATE_FROM -> true;
                case Tasks.STOP -> action.node() != null && action.node() == source;
                default -> false;
            };
            if (decisive && action.intervalMillis() == 0 && (!action.is(ActionFlag.MIGRATABLE)
                    || !action.is(ActionFlag.RUNNABLE))) {
                return false;
            }
        }
        return true;
    }
}
