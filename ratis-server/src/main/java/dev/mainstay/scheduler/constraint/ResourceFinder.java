// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Tag;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds what constraints name: resources, templates (all made from them) and tags. */
final class ResourceFinder {
    private final UnpackContext context;
    private final TreeMap<String, List<String>> collections = new TreeMap<>();

    ResourceFinder(UnpackContext context) {
        this.context = context;
        context.configuration().resources().stream().flatMap(ResourceFinder::primitives)
                .forEach(
                        p -> p.template()
                                .ifPresent(t -> collections
                                        .computeIfAbsent(t.value(), k -> new ArrayList<>())
                                        .add(p.id().value())));
        for (Tag tag : context.configuration().tags()) {
            collections.computeIfAbsent(tag.id().value(), k -> new ArrayList<>())
                    .addAll(tag.references());
        }
    }

    private static Stream<Primitive> primitives(Resource resource) {
        return switch (resource) {
            case Primitive primitive -> Stream.of(primitive);
            case Group group -> group.members().stream();
            case Clone clone -> primitives(clone.child());
            case Bundle bundle -> bundle.primitive().stream();
        };
    }

    /** One resource; what is inside a clone stands for the clone. */
    Optional<WorkResource> one(ResourceId id) {
        WorkResource exact = context.state().resource(id.value());
        if (exact != null) {
            return Optional.of(exact);
        }
        WorkResource instance = context.state().resource(id.value() + ":0");
        return Optional.ofNullable(instance).map(i -> i.top(false));
    }

    /** Whether the name stands for a template or tag. */
    boolean isCollection(ResourceId id) {
        return context.state().resource(id.value()) == null
                && collections.containsKey(id.value());
    }

    /** The resource, or all that the template or tag stands for, in order. */
    List<WorkResource> all(ResourceId id) {
        Optional<WorkResource> single = one(id);
        if (single.isPresent()) {
            return List.of(single.get());
        }
        return collections.getOrDefault(id.value(), List.of()).stream()
                .flatMap(member -> one(new ResourceId(member)).stream())
                .toList();
    }

    /** The members of a set, tags and templates expanded; empty if the set does not exist. */
    Optional<Members> members(ResourceSet set) {
        return context.index().follow(set).map(found -> {
            List<WorkResource> resources = new ArrayList<>();
            found.members().forEach(id -> resources.addAll(all(id)));
            return new Members(found, resources);
        });
    }

    List<Members> members(List<ResourceSet> sets) {
        return sets.stream().flatMap(s -> members(s).stream()).toList();
    }

    /** A set and its resources. */
    record Members(ResourceSet set, List<WorkResource> resources) {
        boolean sequential() {
            return set.sequential().orElse(true);
        }

        WorkResource first() {
            return resources.get(0);
        }

        WorkResource last() {
            return resources.get(resources.size() - 1);
        }
    }

    /**
     * A list of sets in which one side of a pair that names a template or tag became a set, as
     * Pacemaker expands them: unordered among themselves.
     */
    static ResourceSet unorderedSet(ResourceId id, Optional<String> role, Optional<String> action) {
        return new ResourceSet(Optional.empty(), Optional.empty(), Optional.of(false),
                Optional.empty(), role, action, Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(id));
    }
}
