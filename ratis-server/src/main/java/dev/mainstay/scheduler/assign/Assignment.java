// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;

/** The steps of assignment, in order. */
public final class Assignment {
    private Assignment() {}

    public static void run(UnpackContext context) {
        WorkingState state = context.state();
        NodeHealth.apply(context);
        ShutdownLocks.apply(context);
        Tickets.apply(context);
        LocationScores.apply(context);
        InternalColocations.add(context);
        Assigner assigner = new Assigner(context);
        CapacityOrder.sort(state);
        for (WorkResource resource : state.resources()) {
            if (resource.isPrimitive() && resource.is(ResourceFlag.REMOTE_CONNECTION)) {
                assigner.assign(resource, resource.history().migrationTarget());
            }
        }
        for (WorkResource resource : state.resources()) {
            if (!resource.is(ResourceFlag.REMOTE_CONNECTION)) {
                assigner.assign(resource, null);
            }
        }
    }
}
