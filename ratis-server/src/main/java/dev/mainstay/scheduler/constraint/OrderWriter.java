// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.PseudoActions;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/** Writes orderings between tasks of resources. */
final class OrderWriter {
    private final WorkingState state;

    OrderWriter(WorkingState state) {
        this.state = state;
    }

    void order(WorkResource first, String firstTask, WorkResource then, String thenTask,
            int kinds) {
        state.orderTasks(first, firstTask, then, thenTask, kinds);
    }

    /** Then needs so many instances of a clone, not all. */
    void minimum(String id, WorkResource first, String firstTask, WorkResource then,
            String thenTask, int kinds, int minimum) {
        WorkAction enough = enough("clone-one-or-more:" + id, minimum);
        for (WorkResource instance : first.children()) {
            state.orderings().add(new Ordering(instance,
                    Tasks.key(instance.id(), firstTask, 0), null, null, "", enough,
                    Ordering.MINIMUM_RUNNABLE | Ordering.FIRST_SHOWS_THEN));
        }
        state.orderings().add(new Ordering(null, "", enough, then,
                Tasks.key(then.id(), thenTask, 0), null,
                kinds & ~Ordering.FIRST_IMPLIES_THEN | Ordering.UNRUNNABLE_FIRST_BLOCKS));
    }

    /** Then needs one of several, whichever. */
    void anyOf(String id, List<WorkResource> first, String firstTask, List<WorkResource> then,
            String thenTask, int kinds) {
        WorkAction enough = enough("one-or-more:" + id, 1);
        for (WorkResource f : first) {
            state.orderings().add(new Ordering(f, Tasks.key(f.id(), firstTask, 0), null, null,
                    "", enough, Ordering.MINIMUM_RUNNABLE | Ordering.FIRST_SHOWS_THEN));
        }
        for (WorkResource t : then) {
            state.orderings().add(new Ordering(null, "", enough, t,
                    Tasks.key(t.id(), thenTask, 0), null,
                    kinds & ~Ordering.FIRST_IMPLIES_THEN
                            | Ordering.UNRUNNABLE_FIRST_BLOCKS));
        }
    }

    private WorkAction enough(String key, int minimum) {
        WorkAction enough = PseudoActions.create(state, key, false);
        enough.set(ActionFlag.MINIMUM_RUNNABLE);
        enough.requiredRunnableBefore(minimum);
        return enough;
    }
}
