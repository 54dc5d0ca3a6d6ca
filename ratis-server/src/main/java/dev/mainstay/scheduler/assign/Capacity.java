// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts the capacity of machines against what is placed on them. */
final class Capacity {
    private final WorkingState state;

    Capacity(WorkingState state) {
        this.state = state;
    }

    static void consume(WorkNode node, WorkResource resource, int times) {
        resource.utilization().forEach((name, amount) -> node.capacity().computeIfPresent(name,
                (k, left) -> left - times * amount));
    }

    /** Positive if the left machine has more of more kinds of capacity left. */
    static int compareFree(WorkNode left, WorkNode right) {
        TreeSet<String> names = new TreeSet<>(left.capacity().keySet());
        names.addAll(right.capacity().keySet());
        int balance = 0;
        for (String name : names) {
            balance += Integer.signum(Integer.compare(
                    left.capacity().getOrDefault(name, 0),
                    right.capacity().getOrDefault(name, 0)));
        }
        return balance;
    }

    /**
     * Bans the machines that cannot hold everything that has to be together. Where none can, it
     * bans those that cannot hold the resource alone and answers the one with most capacity left:
     * of equally good ones it takes most of what has to be together.
     */
    @Nullable
    WorkNode banInsufficient(WorkResource resource) {
        if (!state.options().placement().usesCapacity()) {
            return null;
        }
        Set<WorkResource> together = new LinkedHashSet<>();
        collect(resource, together);
        TreeMap<String, Integer> all = new TreeMap<>();
        together.stream().filter(r -> r.is(ResourceFlag.UNASSIGNED) || r == resource)
                .forEach(r -> r.utilization()
                        .forEach((name, amount) -> all.merge(name, amount, Integer::sum)));
        List<WorkNode> candidates =
                state.nodes().stream().filter(n -> isCandidate(resource, n)).toList();
        boolean anyHoldsAll = together.size() > 1
                && candidates.stream().anyMatch(n -> holds(n, all));
        Map<String, Integer> needed = anyHoldsAll ? all : resource.utilization();
        for (WorkNode node : candidates) {
            lacking(node, needed).ifPresent(lack -> {
                resource.scores().put(node, -Score.INFINITY_VALUE);
                state.ledger().add(
                        resource.id(), node.name(), -Score.INFINITY_VALUE, lack);
            });
        }
        return anyHoldsAll || together.size() == 1 ? null
                : candidates.stream().filter(n -> holds(n, needed))
                        .reduce((a, b) -> compareFree(b, a) > 0 ? b : a).orElse(null);
    }

    private static boolean isCandidate(WorkResource resource, WorkNode node) {
        return resource.scores().has(node) && resource.scores().get(node) >= 0
                && NodeChoice.isAvailable(node, resource);
    }

    private static boolean holds(WorkNode node, Map<String, Integer> needed) {
        return lacking(node, needed).isEmpty();
    }

    /** The first kind of capacity of which the machine has too little left. */
    private static Optional<ScoreSource> lacking(WorkNode node, Map<String, Integer> needed) {
        for (Map.Entry<String, Integer> need : needed.entrySet()) {
            int free = node.capacity().getOrDefault(need.getKey(), 0);
            if (need.getValue() > 0 && free < need.getValue()) {
                return Optional.of(
                        new ScoreSource.Capacity(need.getKey(), need.getValue(), free));
            }
        }
        return Optional.empty();
    }

    private static void collect(WorkResource resource, Set<WorkResource> found) {
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
        for (Colocation c : ColocationLists.asDependent(resource)) {
            // What else is with the instances of a clone need not be with this one.
            boolean shared = c.primary().isClone() && resource.enclosingClone() == null;
            if (c.score() >= Score.INFINITY_VALUE && !shared) {
                collect(c.primary(), found);
            }
        }
        for (Colocation c : ColocationLists.asPrimary(resource)) {
            if (c.score() >= Score.INFINITY_VALUE) {
                collect(c.dependent(), found);
            }
        }
        WorkResource parent = resource.parent();
        if (parent != null && parent.isGroup()) {
            parent.children().forEach(c -> collect(c, found));
        }
    }
}
