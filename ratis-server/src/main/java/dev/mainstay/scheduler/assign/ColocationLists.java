// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The colocations that matter to one resource, those of its collectives included: a group's own
 * colocations act through its first member as dependent and its last as primary.
 */
final class ColocationLists {
    private ColocationLists() {}

    /** Those that place the resource. */
    static List<Colocation> asDependent(WorkResource resource) {
        List<Colocation> result = new ArrayList<>();
        addAsDependent(resource, result);
        if (result.size() > 1) {
            result.sort(byPartner(true));
        }
        return result;
    }

    /** Those that place others by the resource. */
    static List<Colocation> asPrimary(WorkResource resource) {
        List<Colocation> result = new ArrayList<>();
        addAsPrimary(resource, result);
        if (result.size() > 1) {
            result.sort(byPartner(false));
        }
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

    private static Comparator<Colocation> byPartner(boolean dependent) {
        return (a, b) -> {
            WorkResource left = dependent ? a.primary() : a.dependent();
            WorkResource right = dependent ? b.primary() : b.dependent();
            int order = Integer.compare(right.priority(), left.priority());
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
