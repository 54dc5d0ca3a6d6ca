// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts and removes resources, also inside groups, clones and bundles. */
final class ResourceEdits {

    private ResourceEdits() {}

    static List<Resource> put(List<Resource> resources, Resource resource) {
        List<Resource> next = new ArrayList<>();
        boolean replaced = false;
        for (Resource old : resources) {
            boolean inside = contains(old, resource);
            replaced |= inside;
            next.add(inside ? replaced(old, resource) : old);
        }
        if (!replaced) {
            next.add(resource);
        }
        return next;
    }

    /** Empty if there is no such resource. */
    static Optional<List<Resource>> remove(List<Resource> resources, String id) {
        ResourceId removed = new ResourceId(id);
        List<Resource> next = new ArrayList<>();
        boolean found = false;
        for (Resource old : resources) {
            Optional<Resource> rest = without(old, removed);
            found |= !rest.equals(Optional.of(old));
            rest.ifPresent(next::add);
        }
        return found ? Optional.of(next) : Optional.empty();
    }

    /** Whether the resource may take the place of one with its id: inside, primitives only. */
    private static boolean contains(Resource outer, Resource resource) {
        boolean primitive = resource instanceof Primitive;
        return outer.id().equals(resource.id()) || switch (outer) {
            case Primitive _ -> false;
            case Group group -> primitive && group.members().stream()
                    .anyMatch(member -> member.id().equals(resource.id()));
            case Clone clone -> contains(clone.child(), resource);
            case Bundle bundle -> primitive && bundle.primitive()
                    .filter(inner -> inner.id().equals(resource.id())).isPresent();
        };
    }

    private static Resource replaced(Resource old, Resource resource) {
        if (old.id().equals(resource.id())) {
            return resource;
        }
        return switch (old) {
            case Primitive primitive -> primitive;
            case Group group -> resource instanceof Primitive primitive
                    ? new Group(group.id(), group.options(), ConfigurationEditor
                            .put(group.members(), primitive, Primitive::id))
                    : group;
            case Clone clone -> new Clone(clone.id(), clone.options(), clone.promotability(),
                    replaced(clone.child(), resource));
            case Bundle bundle -> resource instanceof Primitive primitive
                    ? withPrimitive(bundle, Optional.of(primitive))
                    : bundle;
        };
    }

    /** Equal if the resource is not in it; empty if nothing is left. */
    private static Optional<Resource> without(Resource old, ResourceId removed) {
        if (old.id().equals(removed)) {
            return Optional.empty();
        }
        return switch (old) {
            case Primitive primitive -> Optional.of(primitive);
            case Group group -> without(group, removed);
            case Clone clone -> without(clone.child(), removed)
                    .map(child -> new Clone(clone.id(), clone.options(), clone.promotability(),
                            child));
            case Bundle bundle ->
                    Optional.of(bundle.primitive().filter(p -> p.id().equals(removed)).isPresent()
                            ? withPrimitive(bundle, Optional.empty())
                            : bundle);
        };
    }

    /** A group goes with its last member. */
    private static Optional<Resource> without(Group group, ResourceId removed) {
        List<Primitive> rest = group.members().stream()
                .filter(member -> !member.id().equals(removed))
                .toList();
        if (rest.size() == group.members().size()) {
            return Optional.of(group);
        }
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Group(group.id(), group.options(), rest));
    }

    private static Bundle withPrimitive(Bundle bundle, Optional<Primitive> primitive) {
        return new Bundle(bundle.id(), bundle.options(), bundle.container(), bundle.network(),
                bundle.storage(), primitive);
    }
}
