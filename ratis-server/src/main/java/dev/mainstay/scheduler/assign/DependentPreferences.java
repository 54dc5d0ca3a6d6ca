// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.TreeMap;

/**
 * Makes colocations felt in the scores of the primary: where its dependents, and theirs in turn,
 * would rather be weighs on where it goes.
 */
final class DependentPreferences {
    /**
     * So many preferences are passed on in one run: a hundred times what 10,000 resources need. The
     * ways through many colocations that cross each other are too many to be gone; those that come
     * after so many count for nothing.
     */
    private static final int PASSED_ON = 2_000_000;

    private final WorkingState state;
    private final NodeChoice choice;
    private int passedOn;

    DependentPreferences(WorkingState state, NodeChoice choice) {
        this.state = state;
        this.choice = choice;
    }

    /** Whether a dependent's preferences count for where its primary goes. */
    static boolean hasInfluence(Colocation colocation, WorkResource primary) {
        if (primary.is(ResourceFlag.BUNDLED)
                && colocation.dependent().container() == primary) {
            return false;
        }
        return colocation.influence() || primary.running().isEmpty();
    }

    /** Adds what a dependent prefers to the scores of its primary. */
    void addTo(WorkResource primary, Colocation colocation) {
        if (colocation.score() == 0 || !hasInfluence(colocation, primary)) {
            return;
        }
        NodeScores before = primary.scores().copy();
        add(decisive(colocation.dependent(), primary), primary, primary.scores(),
                colocation, colocation.score(), primary.isClone());
        for (WorkNode node : state.nodes()) {
            int change = before.has(node) ? primary.scores().get(node) - before.get(node) : 0;
            if (change != 0) {
                state.ledger().add(primary.id(), node.name(), change,
                        new ScoreSource.DependentPreference(
                                colocation.id(), colocation.dependent().id()));
            }
        }
    }

    /** A member goes where the first of its group goes, so that one's preferences count. */
    private static WorkResource decisive(WorkResource dependent, WorkResource primary) {
        WorkResource group = dependent.parent();
        return group != null && group.isGroup() && primary.parent() != group
                && InternalColocations.isColocated(group) ? group : dependent;
    }

    /**
     * Adds the scores of {@code source}, weighed by {@code factor} millionths, to {@code scores},
     * and those of what in turn is placed with it.
     */
    void add(WorkResource source, WorkResource target, NodeScores scores,
            Colocation colocation, long factor, boolean onlyPositive) {
        WorkResource from = source;
        if (from.isGroup()) {
            if (from.is(ResourceFlag.UPDATING) || from.children().isEmpty()) {
                return;
            }
            from.set(ResourceFlag.UPDATING);
            add(from.children().get(0), target, scores, colocation, factor, onlyPositive);
            from.clear(ResourceFlag.UPDATING);
            return;
        }
        if (from.is(ResourceFlag.UPDATING) || passedOn >= PASSED_ON) {
            return;
        }
        passedOn++;
        from.set(ResourceFlag.UPDATING);
        NodeScores work = scores.copy();
        addMatching(work, from, target, colocation.nodeAttribute(), factor, onlyPositive);
        if (choice.anyUsable(work)) {
            for (Colocation next : ColocationLists.asPrimary(from)) {
                WorkResource dependent = next.dependent();
                if (next.score() == 0 || !hasInfluence(next, from) || dependent == target) {
                    continue;
                }
                long nextFactor = factor * next.score() / Score.INFINITY_VALUE;
                add(dependent, target, work, next, nextFactor, onlyPositive);
            }
            for (WorkNode node : state.nodes()) {
                if (work.has(node)) {
                    scores.put(node, work.get(node));
                }
            }
        }
        from.clear(ResourceFlag.UPDATING);
    }

    private void addMatching(NodeScores work, WorkResource source, WorkResource target,
            String attribute, long factor, boolean onlyPositive) {
        boolean choiceless = factor < 0 && usableNodes(source) == 1;
        BestByValue best = new BestByValue(source, attribute);
        for (WorkNode node : state.nodes()) {
            if (!work.has(node)) {
                continue;
            }
            int score = best.on(node);
            // Not wanting to be somewhere does not draw others there that are to be kept apart,
            // unless there is one machine left for it that another holds for less.
            if (factor < 0 && score < 0
                    && !(choiceless && target.stickiness() < weigh(score, factor))) {
                continue;
            }
            int sum = Score.sum(weigh(score, factor), work.get(node));
            if (onlyPositive && sum < 0 && work.get(node) > 0) {
                work.put(node, 1);
            } else if (!onlyPositive || sum >= 0 || work.get(node) != 0) {
                work.put(node, sum);
            }
        }
    }

    private long usableNodes(WorkResource resource) {
        return state.nodes().stream()
                .filter(n -> resource.scores().has(n) && resource.scores().get(n) >= 0
                        && NodeChoice.isAvailable(n, null))
                .count();
    }

    /** Rounds away from zero, so that a tiny preference stays one. */
    private static int weigh(int score, long factor) {
        long product = factor * score;
        long half = Score.INFINITY_VALUE / 2;
        long weighed = (product < 0 ? product - half : product + half) / Score.INFINITY_VALUE;
        if (weighed == 0 && score != 0 && factor != 0) {
            weighed = product > 0 ? 1 : -1;
        }
        return (int) Math.max(-Score.INFINITY_VALUE, Math.min(Score.INFINITY_VALUE, weighed));
    }

    /**
     * The best score of a resource among the available machines that share an attribute's value.
     */
    private final class BestByValue {
        private final WorkResource source;
        private final String attribute;
        /** Empty for {@code #uname}, whose values no two machines share. */
        private final TreeMap<String, Integer> shared = new TreeMap<>();
        private int withoutValue = -Score.INFINITY_VALUE;

        BestByValue(WorkResource source, String attribute) {
            this.source = source;
            this.attribute = attribute;
            if (attribute.equals("#uname")) {
                return;
            }
            for (WorkNode node : state.nodes()) {
                int score = own(node);
                String value = ColocationScores.attribute(node, attribute);
                if (value == null) {
                    withoutValue = Math.max(withoutValue, score);
                } else {
                    shared.merge(value, score, Math::max);
                }
            }
        }

        int on(WorkNode node) {
            if (attribute.equals("#uname")) {
                return own(node);
            }
            String value = ColocationScores.attribute(node, attribute);
            return value == null ? withoutValue
                    : shared.getOrDefault(value, -Score.INFINITY_VALUE);
        }

        private int own(WorkNode node) {
            NodeScores scores = source.scores();
            return scores.has(node) && NodeChoice.isAvailable(node, null) ? scores.get(node)
                    : -Score.INFINITY_VALUE;
        }
    }
}
