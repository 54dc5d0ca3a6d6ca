// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what depends on a resource running until it is known where the resource is: a probe may
 * show that nothing has to be restarted.
 */
public final class ProbeOrderings {
    private ProbeOrderings() {}

    public static void add(WorkingState state) {
        for (WorkAction probe : List.copyOf(state.actions())) {
            if (!probe.isTask(Tasks.MONITOR) || probe.intervalMillis() != 0
                    || followsItsContainer(probe.resource())) {
                continue;
            }
            BitSet seen = new BitSet();
            for (Edge edge : List.copyOf(probe.after())) {
                if (edge.other().isTask(Tasks.START)) {
                    follow(probe, edge.other(), seen);
                }
            }
        }
    }

    /** The connection into a replica is probed when its container has started again: too late. */
    private static boolean followsItsContainer(@Nullable WorkResource probed) {
        return probed != null && probed.is(ResourceFlag.BUNDLED)
                && probed.is(ResourceFlag.REMOTE_CONNECTION);
    }

    /**
     * Whether what is found somewhere matters to a part of what waits for it: instances of a clone
     * that are up stay so whatever is found of others, but for those of a cloned group.
     */
    private static boolean mattersTo(
            WorkResource part, @Nullable WorkResource whole, WorkAction probe) {
        if (whole == null || part.parent() != whole || part == probe.resource()) {
            return false;
        }
        boolean apart = part.isPrimitive() || whole.cloneOptions().interleave();
        return !whole.isClone() || !apart && !isWithin(probe.resource(), part);
    }

    private static boolean isWithin(@Nullable WorkResource member, WorkResource group) {
        return member != null && member.parent() == group;
    }

    private static void follow(WorkAction probe, WorkAction start, BitSet seen) {
        if (seen.get(start.number())) {
            return;
        }
        seen.set(start.number());
        WorkResource resource = start.resource();
        if (resource != null && resource.isPrimitive() && resource != probe.resource()) {
            for (WorkAction action : resource.actions()) {
                boolean down = start.isTask(Tasks.START) ? action.isTask(Tasks.STOP)
                        : action.isTask(Tasks.DEMOTE);
                // What fencing implies has happened when it is asked for.
                if (down && !action.is(ActionFlag.PSEUDO)) {
                    WorkAction.order(probe, action, Ordering.ORDERED);
                }
            }
        }
        for (Edge edge : List.copyOf(start.after())) {
            WorkAction next = edge.other();
            boolean up = next.isTask(Tasks.START) || next.isTask(Tasks.STARTED)
                    || next.isTask(Tasks.PROMOTE) || next.isTask(Tasks.PROMOTED);
            WorkResource nextResource = next.resource();
            boolean toPart = nextResource != null
                    && mattersTo(nextResource, resource, probe);
            boolean toEnd = nextResource != null && nextResource == resource
                    && nextResource.isClone();
            // Instances that wait for their neighbour only need not know of the others.
            boolean toNeighbours = start.isTask(Tasks.STARTED) && nextResource != null
                    && nextResource.isClone() && nextResource.cloneOptions().interleave();
            if (up && !toNeighbours
                    && (edge.has(Ordering.FIRST_IMPLIES_THEN) || toPart || toEnd)) {
                follow(probe, next, seen);
            }
        }
    }
}
