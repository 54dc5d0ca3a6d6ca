// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/** Orders migrations as the starts and stops that they replace. */
final class MigrationOrderings {
    private MigrationOrderings() {}

    static void add(WorkingState state) {
        for (Ordering ordering : List.copyOf(state.orderings())) {
            WorkResource first = ordering.firstResource();
            WorkResource then = ordering.thenResource();
            if (first != null && then != null && first != then && !isWithin(then, first)
                    && ordering.first() == null && ordering.then() == null) {
                add(state, ordering, first, then);
            }
        }
    }

    /** The whole starts when its parts have moved: it has no start that they could wait for. */
    private static boolean isWithin(WorkResource part, WorkResource whole) {
        for (WorkResource r = part.parent(); r != null; r = r.parent()) {
            if (r == whole) {
                return true;
            }
        }
        return false;
    }

    private static void add(
            WorkingState state, Ordering ordering, WorkResource first, WorkResource then) {
        boolean firstMigrates = migrates(first);
        boolean thenMigrates = migrates(then);
        if (!firstMigrates && !thenMigrates) {
            return;
        }
        String firstTask = task(ordering.firstKey(), first);
        String thenTask = task(ordering.thenKey(), then);
        int kinds = ordering.kinds();
        if (firstTask.equals(Tasks.START) && thenTask.equals(Tasks.START)) {
            if (firstMigrates && thenMigrates) {
                state.orderTasks(first, Tasks.MIGRATE_FROM, then, Tasks.MIGRATE_TO,
                        kinds & ~Ordering.FIRST_IMPLIES_THEN);
            }
            if (thenMigrates) {
                state.orderTasks(first, Tasks.START, then, Tasks.MIGRATE_TO,
                        kinds | (firstMigrates ? Ordering.IF_FIRST_STAYS : 0));
            }
        } else if (firstTask.equals(Tasks.STOP) && thenTask.equals(Tasks.STOP)) {
            if (thenMigrates) {
                int relation = Ordering.ORDERED
                        | (firstMigrates ? Ordering.IF_FIRST_STAYS : 0);
                state.orderTasks(first, Tasks.STOP, then, Tasks.MIGRATE_TO, relation);
                state.orderTasks(first, Tasks.STOP, then, Tasks.MIGRATE_FROM, relation);
            }
        } else if (firstTask.equals(Tasks.PROMOTE) && thenTask.equals(Tasks.START)) {
            if (thenMigrates) {
                state.orderTasks(first, Tasks.PROMOTE, then, Tasks.MIGRATE_TO, kinds);
            }
        } else if (firstTask.equals(Tasks.DEMOTE) && thenTask.equals(Tasks.STOP)) {
            if (thenMigrates) {
                state.orderTasks(first, Tasks.DEMOTE, then, Tasks.MIGRATE_TO, kinds);
                state.orderTasks(first, Tasks.DEMOTE, then, Tasks.MIGRATE_FROM, kinds);
            }
        }
    }

    private static boolean migrates(WorkResource resource) {
        return resource.primitives().anyMatch(p -> p.is(ResourceFlag.ALLOW_MIGRATE));
    }

    private static String task(String key, WorkResource resource) {
        String prefix = resource.id() + "_";
        return key.startsWith(prefix) && key.endsWith("_0")
                ? key.substring(prefix.length(), key.length() - 2)
                : "";
    }
}
