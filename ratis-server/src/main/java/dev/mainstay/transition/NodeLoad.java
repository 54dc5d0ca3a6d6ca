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

    /** Whether there is room for any further action. */
    boolean hasRoom(NodeThrottle throttle, TransitionLimits limits) {
        return actions < limits.actions(throttle);
    }

    /** Whether this action fits where there is room for some. */
    boolean admits(ResourceAction action, TransitionLimits limits) {
        return !isMigration(action) || migrations < limits.migrations();
    }

    private static boolean isMigration(ResourceAction action) {
        return action.task() == Task.MIGRATE_TO || action.task() == Task.MIGRATE_FROM;
    }
}
