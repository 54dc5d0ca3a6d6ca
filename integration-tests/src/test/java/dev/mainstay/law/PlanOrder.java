// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** What comes before what in a plan, over any number of steps. */
final class PlanOrder {
    private final List<PlannedAction> actions;
    private final List<BitSet> before = new ArrayList<>();

    PlanOrder(Plan plan) {
        actions = plan.actions();
        TreeMap<Integer, Integer> positions = new TreeMap<>();
        for (PlannedAction action : actions) {
            positions.put(action.id(), positions.size());
        }
        for (PlannedAction action : actions) {
            BitSet reached = new BitSet();
            Deque<Integer> open = new ArrayDeque<>(action.after());
            while (!open.isEmpty()) {
                int position = positions.getOrDefault(open.removeLast(), -1);
                if (position >= 0 && !reached.get(position)) {
                    reached.set(position);
                    open.addAll(actions.get(position).after());
                }
            }
            before.add(reached);
        }
    }

    /** Actions that wait for themselves. */
    List<PlannedAction> circular() {
        List<PlannedAction> found = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            if (before.get(i).get(i)) {
                found.add(actions.get(i));
            }
        }
        return found;
    }

    /** What has to end before the action at this position of the plan begins. */
    List<PlannedAction> before(int position) {
        return before.get(position).stream().mapToObj(actions::get).toList();
    }
}
