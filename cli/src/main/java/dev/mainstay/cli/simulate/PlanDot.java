// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws a plan as a graph in Graphviz' language: an arrow leads to what has to wait. */
final class PlanDot {

    private PlanDot() {}

    static String render(String name, Plan plan) {
        StringBuilder out = new StringBuilder("digraph " + quoted(name) + " {\n");
        SortedMap<Integer, PlannedAction> actions = new TreeMap<>();
        plan.actions().forEach(action -> actions.put(action.id(), action));
        actions.values().forEach(action -> out.append("  ").append(quoted(label(action)))
                .append(" [").append(style(action)).append("]\n"));
        actions.values().forEach(action -> action.after().forEach(before -> {
            PlannedAction first = actions.get(before);
            if (first != null) {
                out.append("  ").append(quoted(label(first))).append(" -> ")
                        .append(quoted(label(action))).append('\n');
            }
        }));
        return out.append("}\n").toString();
    }

    private static String label(PlannedAction action) {
        String what = action.cancellation() ? "cancel " + action.key() : action.key();
        return action.node().map(node -> what + " " + node).orElse(what);
    }

    private static String style(PlannedAction action) {
        return switch (action.kind()) {
            case RESOURCE -> "shape=box";
            case FENCE -> "shape=box, color=red, style=bold";
            case CLUSTER -> "shape=box, style=rounded";
            case PSEUDO -> "shape=ellipse, color=gray, fontcolor=gray40";
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
