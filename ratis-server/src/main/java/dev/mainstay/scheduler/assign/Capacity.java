// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the capacity of machines against what is placed on them. */
final class Capacity {
    private final WorkingState state;
    private final ColocationLists lists;
    /** All kinds of capacity that anything takes, and how much each resource takes of them. */
    private final List<String> kinds;
    private final Map<WorkResource, int[]> amounts = new LinkedHashMap<>();

    Capacity(WorkingState state, ColocationLists lists) {
        this.state = state;
        this.lists = lists;
        this.kinds = state.allResources().flatMap(r -> r.utilization().keySet().stream())
                .distinct().sorted().toList();
    }

    static void consume(WorkNode node, WorkResource resource, int times) {
        resource.utilization().forEach((name, amount) -> node.capacity().computeIfPresent(name,
                (k, left) -> left - times * amount));
    }

    /** Positive if the left machine has more of more kinds of capacity left. */
    static int compareFree(WorkNode left, WorkNode right) {
        int balance = 0;
        for (Map.Entry<String, Integer> free : left.capacity().entrySet()) {
            balance += Integer.compare(
                    free.getValue(), right.capacity().getOrDefault(free.getKey(), 0));
        }
        for (Map.Entry<String, Integer> free : right.capacity().entrySet()) {
            if (!left.capacity().containsKey(free.getKey())) {
                balance += Integer.compare(0, free.getValue());
            }
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
        List<WorkResource> together = lists.together(resource);
        Map<String, Integer> all = together.size() == 1 ? resource.utilization()
                : needOf(together, resource);
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

    /** What those take that have no machine yet, the resource in any case. */
    private Map<String, Integer> needOf(List<WorkResource> together, WorkResource resource) {
        int[] sums = new int[kinds.size()];
        for (WorkResource r : together) {
            if (r == resource || r.is(ResourceFlag.UNASSIGNED)) {
                int[] amounts = amountsOf(r);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += amounts[i];
                }
            }
        }
        TreeMap<String, Integer> need = new TreeMap<>();
        for (int i = 0; i < sums.length; i++) {
            need.put(kinds.get(i), sums[i]);
        }
        return need;
    }

    private int[] amountsOf(WorkResource resource) {
        return amounts.computeIfAbsent(resource, r -> kinds.stream()
                .mapToInt(kind -> r.utilization().getOrDefault(kind, 0)).toArray());
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
}
