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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
     * Bans the machines that cannot hold everything that has to be together or, where none can,
     * those that cannot hold the resource alone.
     */
    void banInsufficient(WorkResource resource) {
        if (!state.options().placement().usesCapacity()) {
            return;
        }
        Set<WorkResource> together = new LinkedHashSet<>();
        collect(resource, together);
        TreeMap<String, Integer> all = new TreeMap<>();
        together.stream().filter(r -> r.is(ResourceFlag.UNASSIGNED) || r == resource)
                .forEach(r -> r.utilization()
                        .forEach((name, amount) -> all.merge(name, amount, Integer::sum)));
        boolean anyHoldsAll = together.size() > 1 && state.nodes().stream()
                .anyMatch(n -> isCandidate(resource, n) && holds(n, all));
        Map<String, Integer> needed = anyHoldsAll ? all : resource.utilization();
        for (WorkNode node : state.nodes()) {
            if (isCandidate(resource, node) && !holds(node, needed)) {
                resource.scores().put(node, -Score.INFINITY_VALUE);
                state.ledger().add(resource.id(), node.name(), -Score.INFINITY_VALUE,
                        new ScoreSource.Capacity());
            }
        }
    }

    private static boolean isCandidate(WorkResource resource, WorkNode node) {
        return resource.scores().has(node) && resource.scores().get(node) >= 0
                && NodeChoice.isAvailable(node, resource);
    }

    private static boolean holds(WorkNode node, Map<String, Integer> needed) {
        return needed.entrySet().stream()
                .allMatch(e -> e.getValue() <= 0
                        || node.capacity().getOrDefault(e.getKey(), 0) >= e.getValue());
    }

    private static void collect(WorkResource resource, Set<WorkResource> found) {
        if (found.contains(resource)) {
            return;
        }
        if (!resource.isPrimitive()) {
            if (resource.isGroup()) {
                resource.children().forEach(c -> collect(c, found));
            }
            return;
        }
        found.add(resource);
        for (Colocation c : ColocationLists.asDependent(resource)) {
            if (c.score() >= Score.INFINITY_VALUE) {
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
