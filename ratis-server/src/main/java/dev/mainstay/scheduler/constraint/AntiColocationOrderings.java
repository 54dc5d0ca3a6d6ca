// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets one of two that must be apart leave a machine before the other comes. */
final class AntiColocationOrderings {
    private AntiColocationOrderings() {}

    static void add(WorkingState state, Colocation colocation) {
        order(state, colocation.dependent(), colocation.dependentRole(), colocation.primary(),
                colocation.primaryRole());
        order(state, colocation.primary(), colocation.primaryRole(), colocation.dependent(),
                colocation.dependentRole());
    }

    private static void order(WorkingState state, WorkResource first, @Nullable Role firstRole,
            WorkResource then, @Nullable Role thenRole) {
        for (String leave : leaving(firstRole)) {
            for (String come : coming(thenRole)) {
                state.orderTasks(first, leave, then, come, Ordering.IF_SAME_NODE_OR_TARGET);
            }
        }
    }

    private static List<String> leaving(@Nullable Role role) {
        if (role == Role.UNPROMOTED) {
            return List.of(Tasks.STOP, Tasks.PROMOTE);
        }
        return role == Role.PROMOTED ? List.of(Tasks.DEMOTE) : List.of(Tasks.STOP);
    }

    private static List<String> coming(@Nullable Role role) {
        if (role == Role.UNPROMOTED) {
            return List.of(Tasks.START, Tasks.DEMOTE);
        }
        return role == Role.PROMOTED ? List.of(Tasks.PROMOTE) : List.of(Tasks.START);
    }
}
