// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** Reads plans for tests: what is really done, and what before what. */
final class Plans {
    private Plans() {}

    /** Real actions as {@code key@node}, sorted. */
    static List<String> real(Plan plan) {
        return plan.actions().stream()
                .filter(a -> a.kind() != PlannedAction.Kind.PSEUDO)
                .map(Plans::label).sorted().toList();
    }

    static String label(PlannedAction action) {
        return action.key() + "@" + action.node().orElse("");
    }

    /** Summary lines as {@code Change resource from to}, in order. */
    static List<String> changes(Plan plan) {
        return plan.summary().stream()
                .map(c -> c.change().text() + " " + c.resource().orElse("") + " "
                        + c.fromNode().orElse("-") + " " + c.toNode().orElse("-")
                        + (c.blocked() ? " blocked" : ""))
                .toList();
    }

    /** What a resource and a machine were worth to each other at the end of a step. */
    static List<Integer> scores(Plan plan, FinalScore.Step step, String resource, String node) {
        return plan.ledger().finalScores().stream()
                .filter(s -> s.step() == step && s.resource().equals(resource)
                        && s.node().equals(node))
                .map(FinalScore::score).distinct().toList();
    }

    static boolean precedes(Plan plan, String first, String then) {
        Deque<Integer> open = new ArrayDeque<>();
        TreeSet<Integer> seen = new TreeSet<>();
        plan.actions().stream().filter(a -> label(a).equals(then))
                .forEach(a -> open.addAll(a.after()));
        while (!open.isEmpty()) {
            int id = open.removeLast();
            if (!seen.add(id)) {
                continue;
            }
            for (PlannedAction action : plan.actions()) {
                if (action.id() == id) {
                    if (label(action).equals(first)) {
                        return true;
                    }
                    open.addAll(action.after());
                }
            }
        }
        return false;
    }
}
