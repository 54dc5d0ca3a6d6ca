// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the instance of one clone that an instance of another one goes with. */
public final class InstanceMatch {
    private InstanceMatch() {}

    /** The instances that actions and placements of a clone or bundle are about. */
    public static List<WorkResource> instances(WorkResource collective) {
        return collective.isBundle()
                ? collective.replicas().stream().map(BundleReplica::container).toList()
                : collective.children();
    }

    /** The instances that a task of a clone or bundle is about: a bundle promotes its content. */
    public static List<WorkResource> instances(WorkResource collective, String task) {
        boolean roleTask = task.equals(Tasks.PROMOTE) || task.equals(Tasks.PROMOTED)
                || task.equals(Tasks.DEMOTE) || task.equals(Tasks.DEMOTED);
        return collective.isBundle() && roleTask
                ? collective.replicas().stream()
                        .flatMap(r -> Optional.ofNullable(r.child()).stream()).toList()
                : instances(collective);
    }

    /** Where an instance is now or, if not {@code current}, will be. */
    public static @Nullable WorkNode place(WorkResource instance, boolean current) {
        WorkResource first = instance;
        while (!first.isPrimitive() && !first.children().isEmpty()) {
            first = first.children().get(0);
        }
        if (current) {
            return first.running().isEmpty() ? null : first.running().get(0);
        }
        return first.assigned();
    }

    public static @Nullable WorkResource find(WorkingState state, WorkResource match,
            WorkResource collective, @Nullable Role role, boolean current) {
        WorkNode node = place(match, current);
        if (node != null) {
            return at(match, collective, node, role, current);
        }
        if (current) {
            return null;
        }
        List<WorkNode> sorted = new NodeChoice(state).sorted(match);
        for (WorkNode candidate : sorted) {
            if (match.scores().get(candidate) < 0
                    || !NodeChoice.isAvailable(candidate, match)) {
                continue;
            }
            WorkResource found = at(match, collective, candidate, role, current);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable WorkResource at(WorkResource match, WorkResource collective,
            WorkNode node, @Nullable Role role, boolean current) {
        for (WorkResource instance : instances(collective)) {
            if (instance == match || instance.is(ResourceFlag.UNASSIGNED) && !current) {
                continue;
            }
            Role actual = current ? instance.currentRole() : instance.plannedRole();
            WorkNode place = place(instance, current);
            WorkResource container = node.container();
            boolean same = place == node || container != null && node.isGuest()
                    && collective.isBundle() && place == container.assigned();
            if (same && (role == null || role == actual)) {
                return instance;
            }
        }
        return null;
    }
}
