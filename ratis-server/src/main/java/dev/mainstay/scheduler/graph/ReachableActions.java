// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Splits a plan into what can ever begin and what waits in, or behind, a circle of orders. Apply
 * refuses a graph with a circle, and the same state would only be planned the same way again; left
 * out, the circle costs the resources that it ties up and no others. Nothing is begun out of order
 * for it.
 *
 * @param kept in the plan's order
 * @param tiedUp the actions that were left out, in the plan's order
 */
public record ReachableActions(List<PlannedAction> kept, List<PlannedAction> tiedUp) {

    public ReachableActions {
        kept = List.copyOf(kept);
        tiedUp = List.copyOf(tiedUp);
    }

    public static ReachableActions of(List<PlannedAction> plan) {
        SortedSet<Integer> ids = new TreeSet<>();
        plan.forEach(action -> ids.add(action.id()));
        SortedMap<Integer, Integer> waitsFor = new TreeMap<>();
        SortedMap<Integer, List<Integer>> successors = new TreeMap<>();
        for (PlannedAction action : plan) {
            SortedSet<Integer> before = new TreeSet<>(action.after());
            before.retainAll(ids);
            waitsFor.put(action.id(), before.size());
            before.forEach(id -> successors
                    .computeIfAbsent(id, _ -> new ArrayList<>()).add(action.id()));
        }
        SortedSet<Integer> reached = reached(waitsFor, successors);
        return new ReachableActions(
                plan.stream().filter(action -> reached.contains(action.id())).toList(),
                plan.stream().filter(action -> !reached.contains(action.id())).toList());
    }

    private static SortedSet<Integer> reached(
            SortedMap<Integer, Integer> waitsFor, SortedMap<Integer, List<Integer>> successors) {
        Deque<Integer> free = new ArrayDeque<>();
        waitsFor.forEach((id, count) -> {
            if (count == 0) {
                free.add(id);
            }
        });
        SortedSet<Integer> reached = new TreeSet<>();
        while (!free.isEmpty()) {
            int id = free.remove();
            reached.add(id);
            for (int next : Optional.ofNullable(successors.get(id)).orElse(List.of())) {
                if (waitsFor.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        return reached;
    }
}
