// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.graph.PlacementChange;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a plan says, whatever the order and the numbers in which it says it. */
final class PlanContent {
    private PlanContent() {}

    /** Each real action, each pair of them that is ordered, and each change, with how often. */
    static SortedMap<String, Integer> of(Plan plan) {
        TreeMap<String, Integer> content = new TreeMap<>();
        PlanOrder order = new PlanOrder(plan);
        List<PlannedAction> actions = plan.actions();
        for (int i = 0; i < actions.size(); i++) {
            String then = label(actions.get(i));
            if (!then.isEmpty()) {
                content.merge(then, 1, Integer::sum);
                order.before(i).stream().map(PlanContent::label)
                        .filter(first -> !first.isEmpty())
                        .forEach(first -> content.merge(first + " before " + then, 1,
                                Integer::sum));
            }
        }
        for (PlacementChange change : plan.summary()) {
            content.merge(change.toString(), 1, Integer::sum);
        }
        return content;
    }

    private static String label(PlannedAction action) {
        return action.kind() == PlannedAction.Kind.PSEUDO
                ? ""
                : action.key() + (action.cancellation() ? " cancelled" : "") + " on "
                        + action.node().orElse("");
    }
}
