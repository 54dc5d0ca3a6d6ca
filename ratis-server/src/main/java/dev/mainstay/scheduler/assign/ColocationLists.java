// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The colocations that matter to one resource, those of its collectives included: a group's own
 * colocations act through its first member as dependent and its last as primary. Each list is made
 * once, for assignment adds no colocations; only priorities, which they are sorted by, may change.
 */
final class ColocationLists {
    private final Map<WorkResource, List<Colocation>> dependentIn = new LinkedHashMap<>();
    private final Map<WorkResource, List<Colocation>> primaryIn = new LinkedHashMap<>();
    private final Map<WorkResource, List<WorkResource>> together = new LinkedHashMap<>();

    /** To be called when the priority of a resource has changed. */
    void priorityChanged() {
        dependentIn.clear();
        primaryIn.clear();
        together.clear();
    }

    /** Those that place the resource. */
    List<Colocation> asDependent(WorkResource resource) {
        List<Colocation> known = dependentIn.get(resource);
        if (known != null) {
            return known;
        }
        List<Colocation> result = new ArrayList<>();
        addAsDependent(resource, result);
        addOfLaterMembers(resource, result);
        if (result.size() > 1) {
            result.sort(byPartner(true));
        }
        dependentIn.put(resource, result);
        return result;
    }

    /**
     * The first member decides for the whole group, so what later members are to be with, or away
     * from, places it as well.
     */
    private static void addOfLaterMembers(WorkResource resource, List<Colocation> result) {
        WorkResource group = resource.parent();
        if (group == null || !group.isGroup() || group.children().get(0) != resource
                || !InternalColocations.isColocated(group)) {
            return;
        }
        for (WorkResource member : group.children()) {
            if (member != resource) {
                member.dependentIn().stream()
                        .filter(c -> c.primary().parent() != group)
                        .forEach(result::add);
            }
        }
    }

    /** Those that place others by the resource. */
    List<Colocation> asPrimary(WorkResource resource) {
        List<Colocation> known = primaryIn.get(resource);
        if (known != null) {
            return known;
        }
        List<Colocation> result = new ArrayList<>();
        addAsPrimary(resource, result);
        if (result.size() > 1) {
            result.sort(byPartner(false));
        }
        primaryIn.put(resource, result);
        return result;
    }

    private static void addAsDependent(WorkResource resource, List<Colocation> result) {
        result.addAll(resource.dependentIn());
        WorkResource parent = resource.parent();
        if (parent == null) {
            return;
        }
        boolean inherits = switch (parent.variant()) {
            case GROUP -> parent.children().get(0) == resource
                    || !InternalColocations.isColocated(parent);
            case CLONE -> !parent.is(ResourceFlag.BUNDLED);
            case BUNDLE -> isContainer(parent, resource);
            case PRIMITIVE -> false;
        };
        if (inherits) {
            addAsDependent(parent, result);
        }
    }

    private static void addAsPrimary(WorkResource resource, List<Colocation> result) {
        result.addAll(resource.primaryIn());
        WorkResource parent = resource.parent();
        if (parent == null) {
            return;
        }
        boolean inherits = switch (parent.variant()) {
            case GROUP -> parent.children().get(parent.children().size() - 1) == resource
                    || !InternalColocations.isColocated(parent);
            case CLONE -> !parent.is(ResourceFlag.BUNDLED);
            case BUNDLE -> isContainer(parent, resource);
            case PRIMITIVE -> false;
        };
        if (inherits) {
            addAsPrimary(parent, result);
        }
    }

    private static boolean isContainer(WorkResource bundle, WorkResource resource) {
        return bundle.replicas().stream().anyMatch(r -> r.container() == resource);
    }

    /** The primitives that have to be on one machine with a resource, which comes first. */
    List<WorkResource> together(WorkResource resource) {
        List<WorkResource> known = together.get(resource);
        if (known != null) {
            return known;
        }
        Set<WorkResource> found = new LinkedHashSet<>();
        collect(resource, found);
        List<WorkResource> result = List.copyOf(found);
        together.put(resource, result);
        return result;
    }

    private void collect(WorkResource resource, Set<WorkResource> found) {
        if (found.contains(resource)) {
            return;
        }
        if (!resource.isPrimitive()) {
            if (resource.isGroup()) {
                resource.children().forEach(c -> collect(c, found));
            } else if (resource.isClone() && resource.primitives().noneMatch(found::contains)) {
                // One instance is enough to be together with.
                resource.children().stream().findFirst().ifPresent(c -> collect(c, found));
            }
            return;
        }
        found.add(resource);
        for (Colocation c : asDependent(resource)) {
            // What else is with the instances of a clone need not be with this one.
            boolean shared = c.primary().isClone() && resource.enclosingClone() == null;
            if (c.score() >= Score.INFINITY_VALUE && !shared) {
                collect(c.primary(), found);
            }
        }
        for (Colocation c : asPrimary(resource)) {
            if (c.score() >= Score.INFINITY_VALUE) {
                collect(c.dependent(), found);
            }
        }
        WorkResource parent = resource.parent();
        if (parent != null && parent.isGroup()) {
            parent.children().forEach(c -> collect(c, found));
        }
    }

    private static Comparator<Colocation> byPartner(boolean dependent) {
        return (a, b) -> {
            WorkResource left = dependent ? a.primary() : a.dependent();
            WorkResource right = dependent ? b.primary() : b.dependent();
            int order = Integer.compare(right.options().priority(), left.options().priority());
            if (order == 0) {
                order = right.variant().compareTo(left.variant());
            }
            if (order == 0) {
                order = Boolean.compare(right.isPromotable(), left.isPromotable());
            }
            return order != 0 ? order : a.id().compareTo(b.id());
        };
    }
}
