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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    private final ColocationLists lists;
    /**
     * What was made last, by source: the instances of a clone, some of them tried more than once,
     * all have the same dependents.
     */
    private final Map<WorkResource, List<Kept>> kept = new LinkedHashMap<>();
    /**
     * Whether what is being made holds for other targets too, wherever it is met: not if a circle
     * was cut there, and not while it may turn out which remote machines can be used.
     */
    private boolean lasting = false;
    private int passedOn;

    DependentPreferences(WorkingState state, ColocationLists lists) {
        this.state = state;
        this.lists = lists;
    }

    private record Kept(String attribute, long factor, Preference preference) {}

    /** Whether a dependent's preferences count for where its primary goes. */
    static boolean hasInfluence(Colocation colocation, WorkResource primary) {
        if (primary.is(ResourceFlag.BUNDLED)
                && colocation.dependent().container() == primary) {
            // A container that has to come up rather goes where its connection can be, too.
            return primary.running().isEmpty() || primary.is(ResourceFlag.FAILED);
        }
        return colocation.influence() || primary.running().isEmpty();
    }

    /** Adds what a dependent prefers to the scores of its primary. */
    void addTo(WorkResource primary, Colocation colocation) {
        if (colocation.score() == 0 || !hasInfluence(colocation, primary)) {
            return;
        }
        of(decisive(colocation.dependent(), primary), primary, colocation)
                .ifPresent(preference -> addTo(primary, colocation, preference));
    }

    private void addTo(WorkResource primary, Colocation colocation, Preference preference) {
        NodeScores before = primary.scores().copy();
        preference.addTo(primary.scores(), state.nodes(), primary.isClone());
        for (WorkNode node : preference.concerned(state.nodes())) {
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

    /** Adds what a resource prefers, and what in turn is placed with it, to some scores. */
    void add(WorkResource source, WorkResource target, NodeScores scores,
            Colocation colocation, boolean onlyPositive) {
        of(source, target, colocation)
                .ifPresent(p -> p.addTo(scores, state.nodes(), onlyPositive));
    }

    private Optional<Preference> of(
            WorkResource source, WorkResource target, Colocation colocation) {
        lasting = !state.haveRemoteNodes();
        return make(source, target, colocation.nodeAttribute(), colocation.score());
    }

    /** Weighs what a resource and all that is placed with it want by {@code factor} millionths. */
    private Optional<Preference> make(
            WorkResource source, WorkResource target, String attribute, long factor) {
        if (source.is(ResourceFlag.UPDATING)) {
            lasting = false;
            return Optional.empty();
        }
        if (source.isGroup() && source.children().isEmpty()) {
            return Optional.empty();
        }
        Preference known = source.isGroup() ? null : kept(source, target, attribute, factor);
        if (known != null) {
            return Optional.of(known);
        }
        if (passedOn >= PASSED_ON) {
            lasting = false;
            return Optional.empty();
        }
        passedOn++;
        source.set(ResourceFlag.UPDATING);
        Optional<Preference> made;
        if (source.isGroup()) {
            made = make(source.children().get(0), target, attribute, factor);
        } else {
            int[] wanted = wanted(source, target, attribute, factor);
            Preference preference =
                    new Preference(source, wanted, following(source, target, factor));
            if (lasting) {
                keep(source, new Kept(attribute, factor, preference));
            }
            made = Optional.of(preference);
        }
        source.clear(ResourceFlag.UPDATING);
        return made;
    }

    private void keep(WorkResource source, Kept made) {
        List<Kept> all = kept.computeIfAbsent(source, s -> new ArrayList<>());
        all.removeIf(other -> isFor(other, made.attribute(), made.factor()));
        all.add(made);
    }

    private static boolean isFor(Kept known, String attribute, long factor) {
        return known.factor() == factor && known.attribute().equals(attribute);
    }

    private @Nullable Preference kept(
            WorkResource source, WorkResource target, String attribute, long factor) {
        for (Kept known : kept.getOrDefault(source, List.of())) {
            if (isFor(known, attribute, factor) && known.preference().isCurrent()
                    && !known.preference().isFrom(target)) {
                return known.preference();
            }
        }
        return null;
    }

    private List<Preference> following(WorkResource source, WorkResource target, long factor) {
        List<Preference> following = new ArrayList<>();
        for (Colocation next : lists.asPrimary(source)) {
            if (next.score() == 0 || !hasInfluence(next, source)) {
                continue;
            }
            if (next.dependent() == target) {
                lasting = false;
                continue;
            }
            make(next.dependent(), target, next.nodeAttribute(),
                    factor * next.score() / Score.INFINITY_VALUE).ifPresent(following::add);
        }
        return following;
    }

    private int[] wanted(
            WorkResource source, WorkResource target, String attribute, long factor) {
        boolean choiceless = factor < 0 && usableNodes(source) == 1;
        lasting &= !choiceless;
        BestByValue best = new BestByValue(source, attribute);
        int[] wanted = new int[source.scores().size()];
        for (WorkNode node : state.nodes()) {
            int score = best.on(node);
            int weighed = weigh(score, factor);
            // Not wanting to be somewhere does not draw others there that are to be kept apart,
            // unless there is one machine left for it that another holds for less.
            boolean indifferent = factor < 0 && score < 0
                    && !(choiceless && target.options().stickiness() < weighed);
            wanted[node.index()] = indifferent ? 0 : weighed;
        }
        return wanted;
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
