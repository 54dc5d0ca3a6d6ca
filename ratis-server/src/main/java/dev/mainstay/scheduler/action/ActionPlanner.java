// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;

/** The steps of making actions, in order. */
public final class ActionPlanner {
    private ActionPlanner() {}

    /** What histories ask for, before anything is assigned. */
    public static void handleHistory(UnpackContext context) {
        new ParameterChanges(context).apply();
    }

    /** What resources consist of, before anything is assigned. */
    public static void orderInternally(UnpackContext context) {
        InternalOrderings internal = new InternalOrderings(context);
        context.state().allResources().forEach(internal::add);
        context.state().allResources().filter(WorkResource::isPrimitive).toList()
                .forEach(resource -> LoadOrderings.add(context.state(), resource));
    }

    /** Everything that follows from the assignment. */
    public static void plan(UnpackContext context) {
        WorkingState state = context.state();
        ActionFactory factory = new ActionFactory(state);
        new FailCountActions(context, factory).add();
        Probes probes = new Probes(context, factory);
        probes.schedule();
        CollectiveActions collectives = new CollectiveActions(context, factory);
        for (WorkResource resource : state.resources()) {
            collectives.create(resource);
        }
        RemoteOrderings.add(state);
        probes.orderBeforeWhatStopsPrecede();
    }
}
