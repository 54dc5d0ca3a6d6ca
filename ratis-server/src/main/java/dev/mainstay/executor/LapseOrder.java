// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * In which order a machine stops what it runs when it is on its own (safety.md 20): what was
 * configured to start later is stopped earlier. Only edges among the instances that run here count;
 * edges to other machines count as met. Edges that would close a circle are left out, in the
 * configuration's order, so that everything gets its turn.
 */
final class LapseOrder {

    private final SortedMap<ResourceId, List<ResourceId>> members = new TreeMap<>();
    private final SortedMap<ResourceId, SortedSet<ResourceId>> startsAfter = new TreeMap<>();

    LapseOrder(Configuration configuration) {
        configuration.resources().forEach(this::addMembers);
        configuration.resources().forEach(this::addGroups);
        configuration.constraints().forEach(this::addConstraint);
    }

    /** For each instance the others that have to be stopped before it. */
    SortedMap<InstanceId, SortedSet<InstanceId>> stopsAfter(Collection<InstanceId> running) {
        SortedMap<InstanceId, SortedSet<InstanceId>> result = new TreeMap<>();
        for (InstanceId instance : running) {
            SortedSet<InstanceId> before = new TreeSet<>();
            for (InstanceId other : running) {
                if (reaches(other.resource(), instance.resource())) {
                    before.add(other);
                }
            }
            result.put(instance, before);
        }
        return result;
    }

    private void addMembers(Resource resource) {
        List<ResourceId> primitives = primitives(resource).map(Primitive::id).toList();
        members.put(resource.id(), primitives);
        switch (resource) {
            case Primitive primitive -> {}
            case Group group -> group.members().forEach(this::addMembers);
            case Clone clone -> addMembers(clone.child());
            case Bundle bundle -> bundle.primitive().ifPresent(this::addMembers);
        }
    }

    private void addGroups(Resource resource) {
        switch (resource) {
            case Group group -> {
                for (int i = 1; i < group.members().size(); i++) {
                    addEdge(group.members().get(i - 1).id(), group.members().get(i).id());
                }
            }
            case Clone clone -> addGroups(clone.child());
            case Primitive primitive -> {}
            case Bundle bundle -> {}
        }
    }

    private void addConstraint(Constraint constraint) {
        if (!(constraint instanceof Constraint.Order order)
                || order.symmetrical().flatMap(BooleanText::parse).filter(on -> !on).isPresent()) {
            return;
        }
        if (order.first().isPresent() && order.then().isPresent()) {
            addEdges(order.first().get(), order.then().get());
        }
        List<ResourceId> previous = List.of();
        for (ResourceSet set : order.sets()) {
            if (set.sequential().orElse(true)) {
                for (int i = 1; i < set.members().size(); i++) {
                    addEdges(set.members().get(i - 1), set.members().get(i));
                }
            }
            for (ResourceId first : previous) {
                set.members().forEach(then -> addEdges(first, then));
            }
            previous = set.members();
        }
    }

    private void addEdges(ResourceId first, ResourceId then) {
        for (ResourceId early : members.getOrDefault(first, List.of())) {
            for (ResourceId late : members.getOrDefault(then, List.of())) {
                addEdge(early, late);
            }
        }
    }

    private void addEdge(ResourceId first, ResourceId then) {
        if (!first.equals(then) && !reaches(first, then)) {
            startsAfter.computeIfAbsent(then, key -> new TreeSet<>()).add(first);
        }
    }

    /** Whether {@code from} starts, directly or not, after {@code to}. */
    private boolean reaches(ResourceId from, ResourceId to) {
        List<ResourceId> open = new ArrayList<>(startsAfter.getOrDefault(from, new TreeSet<>()));
        SortedSet<ResourceId> seen = new TreeSet<>(open);
        while (!open.isEmpty()) {
            ResourceId next = open.removeLast();
            if (next.equals(to)) {
                return true;
            }
            for (ResourceId earlier : Optional.ofNullable(startsAfter.get(next))
                    .orElseGet(TreeSet::new)) {
                if (seen.add(earlier)) {
                    open.add(earlier);
                }
            }
        }
        return false;
    }

    private static Stream<Primitive> primitives(Resource resource) {
        return switch (resource) {
            case Primitive primitive -> Stream.of(primitive);
            case Group group -> group.members().stream();
            case Clone clone -> primitives(clone.child());
            case Bundle bundle -> bundle.primitive().stream();
        };
    }
}
