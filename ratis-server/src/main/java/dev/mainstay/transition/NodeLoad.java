// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import dev.mainstay.transition.Action.ResourceAction;

/** How many resource actions, and migrations among them, are in flight on a node. */
record NodeLoad(int actions, int migrations) {

    static final NodeLoad NONE = new NodeLoad(0, 0);

    NodeLoad plus(ResourceAction action) {
        return new NodeLoad(actions + 1, migrations + (isMigration(action) ? 1 : 0));
    }

    NodeLoad minus(ResourceAction action) {
        return new NodeLoad(actions - 1, migrations - (isMigration(action) ? 1 : 0));
    }

    boolean admits(ResourceAction action, TransitionLimits limits) {
        boolean actionFits = limits.actionsPerNode() <= 0 || actions < limits.actionsPerNode();
        boolean migrationFits = !isMigration(action)
                || limits.migrationsPerNode() <= 0
                || migrations < limits.migrationsPerNode();
        return actionFits && migrationFits;
    }

    private static boolean isMigration(ResourceAction action) {
        return action.task() == Task.MIGRATE_TO || action.task() == Task.MIGRATE_FROM;
    }
}
