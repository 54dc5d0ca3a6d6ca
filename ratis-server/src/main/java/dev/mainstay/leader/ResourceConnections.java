// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.scheduler.unpack.ConfigurationIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which resources may matter to each other: the parts of one group, clone or bundle, and what
 * order, colocation or ticket constraints name together, however many constraints lie between.
 * Templates, tags and references to sets are resolved.
 *
 * <p>Deliberately coarse: scores, roles and directions do not count. Two resources that are not
 * connected can be started and stopped beside each other in any order.
 */
final class ResourceConnections {

    private final ConfigurationIndex index;
    private final SortedSet<String> resources = new TreeSet<>();
    private final SortedMap<String, List<String>> collections = new TreeMap<>();
    /** Of a forest with one tree for all that is connected; a root is not in it. */
    private final SortedMap<String, String> parents = new TreeMap<>();

    private ResourceConnections(Configuration configuration) {
        this.index = new ConfigurationIndex(configuration);
        configuration.resources().forEach(resource -> addParts(resource.id().value(), resource));
        configuration.tags().forEach(
                tag -> collection(tag.id()).addAll(tag.references()));
        configuration.constraints().forEach(constraint -> join(named(constraint)));
    }

    static ResourceConnections of(Configuration configuration) {
        return new ResourceConnections(configuration);
    }

    /** Also true of a resource and itself, configured or not. */
    boolean areConnected(ResourceId one, ResourceId other) {
        return root(one.value()).equals(root(other.value()));
    }

    private void addParts(String whole, Resource part) {
        resources.add(part.id().value());
        join(List.of(whole, part.id().value()));
        switch (part) {
            case Primitive primitive -> primitive.template().ifPresent(
                    template -> collection(template).add(primitive.id().value()));
            case Group group -> group.members().forEach(member -> addParts(whole, member));
            case Clone clone -> addParts(whole, clone.child());
            case Bundle bundle ->
                    bundle.primitive().ifPresent(primitive -> addParts(whole, primitive));
        }
    }

    private List<String> collection(ResourceId id) {
        return collections.computeIfAbsent(id.value(), key -> new ArrayList<>());
    }

    private List<String> named(Constraint constraint) {
        SortedSet<String> found = new TreeSet<>();
        switch (constraint) {
            case Constraint.Location location -> {
                // It says where, not with what.
            }
            case Constraint.Order order -> expand(
                    Stream.concat(named(order.first(), order.then()), members(order.sets())),
                    found);
            case Constraint.Colocation colocation -> expand(
                    Stream.concat(named(colocation.dependent(), colocation.primary()),
                            members(colocation.sets())),
                    found);
            case Constraint.Ticket ticket -> expand(
                    Stream.concat(ticket.resource().stream(), members(ticket.sets())), found);
        }
        return List.copyOf(found);
    }

    private static Stream<ResourceId> named(Optional<ResourceId> one, Optional<ResourceId> other) {
        return Stream.concat(one.stream(), other.stream());
    }

    private Stream<ResourceId> members(List<ResourceSet> sets) {
        return sets.stream()
                .flatMap(set -> index.follow(set).stream())
                .flatMap(set -> set.members().stream());
    }

    /** A collection that names itself, by whatever detour, ends at its second visit. */
    private void expand(Stream<ResourceId> names, SortedSet<String> found) {
        names.forEach(name -> {
            if (found.add(name.value()) && !resources.contains(name.value())) {
                expand(collections.getOrDefault(name.value(), List.of()).stream()
                        .map(ResourceId::new), found);
            }
        });
    }

    private void join(List<String> names) {
        for (String name : names) {
            String first = root(names.getFirst());
            String other = root(name);
            if (!first.equals(other)) {
                parents.put(other, first);
            }
        }
    }

    private String root(String name) {
        String root = name;
        for (String parent = parents.get(root); parent != null; parent = parents.get(root)) {
            root = parent;
        }
        return root;
    }
}
