// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.ordering;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;

/** Makes edges of orderings. */
public final class OrderingExpansion {
    private final ActionFactory factory;

    private OrderingExpansion(WorkingState state) {
        this.factory = new ActionFactory(state);
    }

    public static void expand(WorkingState state) {
        OrderingExpansion expansion = new OrderingExpansion(state);
        MigrationOrderings.add(state);
        for (Ordering ordering : List.copyOf(state.orderings())) {
            expansion.expand(ordering);
        }
    }

    private void expand(Ordering ordering) {
        List<WorkAction> firsts = firsts(ordering);
        if (firsts.isEmpty()) {
            return;
        }
        List<WorkAction> thens = thens(ordering);
        for (WorkAction first : firsts) {
            int kinds = ordering.kinds();
            if (first.is(ActionFlag.DETACHED)
                    && first.resource() == ordering.thenResource()) {
                kinds &= ~(Ordering.FIRST_IMPLIES_THEN | Ordering.INTERMEDIATE_STOP);
            }
            for (WorkAction then : thens) {
                if (then.is(ActionFlag.IN_FLIGHT)) {
                    continue;
                }
                WorkAction.order(first, then, kinds);
            }
        }
    }

    private List<WorkAction> firsts(Ordering ordering) {
        if (ordering.first() != null) {
            return List.of(ordering.first());
        }
        WorkResource resource = ordering.firstResource();
        if (resource == null || isMereStopOfNotifyingBundle(ordering, resource)) {
            return List.of();
        }
        String key = firstKey(ordering, resource);
        List<WorkAction> found = byKey(resource, key);
        boolean member = resource.isPrimitive() && resource != ordering.thenResource()
                && resource.parent() == ordering.thenResource()
                && resource.enclosingClone() == null;
        boolean within = !member && (isPartOf(resource, ordering.thenResource())
                || isPartOf(ordering.thenResource(), resource));
        if (!found.isEmpty() || within) {
            return found;
        }
        String task = task(key, resource);
        Role role = resource.currentRole();
        if (task.isEmpty() || task.equals(Tasks.STOP) && role == Role.STOPPED
                || task.equals(Tasks.DEMOTE) && role != Role.PROMOTED
                || task.equals(Tasks.MIGRATE_TO) || task.equals(Tasks.MIGRATE_FROM)
                || task.equals(Tasks.MONITOR) || task.equals(Tasks.DELETE)
                || task.equals(Tasks.RELOAD)) {
            return List.of();
        }
        WorkAction made = resource.isPrimitive()
                ? factory.task(resource, task, null, true)
                : factory.pseudo(resource, task, true);
        if (!resource.isPrimitive() && Tasks.begin(task).equals(Tasks.PROMOTE)) {
            made.clear(ActionFlag.RUNNABLE);
        }
        return List.of(made);
    }

    /** What comes after a collective's task comes after the last of its parts. */
    private static String firstKey(Ordering ordering, WorkResource resource) {
        WorkResource then = ordering.thenResource();
        if (resource.isPrimitive() || then == resource || isPartOf(then, resource)
                || isPartOf(resource, then)) {
            return ordering.firstKey();
        }
        String task = task(ordering.firstKey(), resource);
        String completion = Tasks.completion(task);
        if (task.isEmpty() || completion.equals(task) || isNotifyingBundle(resource)) {
            return ordering.firstKey();
        }
        if (resource.is(ResourceFlag.NOTIFY) && resource.isMultiple()) {
            String notified = Tasks.key(resource.id(), "confirmed-post_notify_" + completion, 0);
            if (!byKey(resource, notified).isEmpty()) {
                return notified;
            }
        }
        return Tasks.key(resource.id(), completion, 0);
    }

    /**
     * What is ordered after a bundle whose instances are notified waits for its beginning only: the
     * notifications that would end it are those of the instances, not of the bundle.
     */
    private static boolean isNotifyingBundle(WorkResource resource) {
        return resource.isBundle() && resource.children().stream()
                .anyMatch(child -> child.isClone() && child.is(ResourceFlag.NOTIFY));
    }

    /** Only a mandatory order waits for such a bundle to begin stopping. */
    private static boolean isMereStopOfNotifyingBundle(
            Ordering ordering, WorkResource resource) {
        return ordering.kinds() == Ordering.ORDERED && isNotifyingBundle(resource)
                && task(ordering.firstKey(), resource).equals(Tasks.STOP)
                && !isPartOf(ordering.thenResource(), resource);
    }

    private static boolean isPartOf(
            @org.jspecify.annotations.Nullable WorkResource part,
            @org.jspecify.annotations.Nullable WorkResource whole) {
        if (whole == null) {
            return false;
        }
        for (WorkResource r = part; r != null; r = r.parent()) {
            if (r == whole) {
                return true;
            }
        }
        return false;
    }

    private static String task(String key, WorkResource resource) {
        String prefix = resource.id() + "_";
        return key.startsWith(prefix) && key.endsWith("_0")
                ? key.substring(prefix.length(), key.length() - 2)
                : "";
    }

    private static List<WorkAction> byKey(WorkResource resource, String key) {
        List<WorkAction> found = new ArrayList<>();
        for (WorkAction action : resource.actions()) {
            if (action.key().equals(key) && !action.cancellation()) {
                found.add(action);
            }
        }
        return found;
    }

    private static List<WorkAction> thens(Ordering ordering) {
        if (ordering.then() != null) {
            return List.of(ordering.then());
        }
        WorkResource resource = ordering.thenResource();
        return resource == null ? List.of() : byKey(resource, ordering.thenKey());
    }
}
