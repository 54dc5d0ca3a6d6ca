// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.LedgerWriter;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes colocations felt in the scores, of the dependent and back in those of the primary. */
final class ColocationScores {
    private final WorkingState state;
    private final Assigner assigner;

    ColocationScores(WorkingState state, Assigner assigner) {
        this.state = state;
        this.assigner = assigner;
    }

    /** Places a dependent relative to a primary that has been assigned. */
    void place(WorkResource dependent, WorkResource primary, Colocation colocation) {
        switch (primary.variant()) {
            case PRIMITIVE -> placeWithPrimitive(dependent, primary, colocation);
            case GROUP -> {
                if (!primary.children().isEmpty()) {
                    List<WorkResource> members = primary.children();
                    if (InternalColocations.isColocated(primary)) {
                        place(dependent, members.get(members.size() - 1), colocation);
                    } else {
                        members.forEach(m -> place(dependent, m, colocation));
                    }
                }
            }
            case CLONE -> placeWithInstances(dependent, primary, primary.children().stream()
                    .filter(i -> !i.is(ResourceFlag.SURPLUS)).toList(), colocation);
            case BUNDLE -> placeWithInstances(dependent, primary, primary.replicas().stream()
                    .map(BundleReplica::container).toList(), colocation);
        }
    }

    private void placeWithInstances(WorkResource dependent, WorkResource primary,
            List<WorkResource> instances, Colocation colocation) {
        if (primary.is(ResourceFlag.UNASSIGNED) && primary.isClone()
                && !primary.is(ResourceFlag.ASSIGNING)) {
            return;
        }
        WorkResource clone = dependent.enclosingClone();
        boolean interleaved = clone != null && clone.cloneOptions().interleave()
                && primary.isMultiple();
        if (interleaved) {
            WorkResource partner = InstanceMatch.find(
                    state, dependent, primary, colocation.primaryRole(), false);
            if (partner != null) {
                place(dependent, partner, withoutPrimaryRole(colocation));
            } else if (colocation.score() >= Score.INFINITY_VALUE
                    && roleMatches(dependent, colocation)) {
                assigner.give(dependent, null, true);
            }
            return;
        }
        if (colocation.score() >= Score.INFINITY_VALUE) {
            limitToInstances(dependent, primary, instances, colocation);
            return;
        }
        for (WorkResource instance : instances) {
            place(dependent, instance, instanceColocation(primary, instance, colocation));
        }
    }

    private static Colocation withoutPrimaryRole(Colocation c) {
        return new Colocation(c.id(), c.dependent(), c.primary(), c.dependentRole(), null,
                c.score(), c.nodeAttribute(), c.influence(), c.explicitInfluence());
    }

    /** A container has no promoted role: its replica's instance has. */
    private static Colocation instanceColocation(
            WorkResource primary, WorkResource instance, Colocation colocation) {
        if (!primary.isBundle() || colocation.primaryRole() == null) {
            return colocation;
        }
        Role role = replicaRole(primary, instance);
        return role == colocation.primaryRole() ? withoutPrimaryRole(colocation) : colocation;
    }

    static @Nullable Role replicaRole(WorkResource bundle, WorkResource container) {
        for (BundleReplica replica : bundle.replicas()) {
            if (replica.container() == container) {
                return replica.child() == null ? container.nextRole()
                        : replica.child().plannedRole();
            }
        }
        return null;
    }

    private void limitToInstances(WorkResource dependent, WorkResource primary,
            List<WorkResource> instances, Colocation colocation) {
        if (!dependent.is(ResourceFlag.UNASSIGNED) || !roleMatches(dependent, colocation)) {
            return;
        }
        List<@Nullable String> values = new ArrayList<>();
        TreeMap<Integer, Integer> worth = new TreeMap<>();
        for (WorkResource instance : instances) {
            WorkNode node = instance.isGroup() ? groupNode(instance) : instance.assigned();
            Role role = primary.isBundle() ? replicaRole(primary, instance)
                    : instance.plannedRole();
            boolean matches = colocation.primaryRole() == null
                    || role == colocation.primaryRole();
            if (node != null && matches) {
                values.add(attribute(node, colocation.nodeAttribute()));
                if (colocation.primaryRole() == Role.PROMOTED) {
                    worth.merge(node.index(), instance.scores().orBanned(node), Score::sum);
                }
            }
        }
        for (WorkNode node : state.nodes()) {
            if (dependent.scores().has(node)
                    && !values.contains(attribute(node, colocation.nodeAttribute()))) {
                ban(dependent, node, colocation);
            } else if (dependent.scores().has(node)) {
                add(dependent, node, worth.getOrDefault(node.index(), 0), colocation);
            }
        }
    }

    /** A group instance counts as active where its last member is, if all of it is somewhere. */
    private static @Nullable WorkNode groupNode(WorkResource group) {
        return group.children().isEmpty()
                || group.primitives().anyMatch(member -> member.assigned() == null) ? null
                        : group.children().get(group.children().size() - 1).assigned();
    }

    private void ban(WorkResource dependent, WorkNode node, Colocation colocation) {
        add(dependent, node, -Score.INFINITY_VALUE, colocation);
    }

    private void add(WorkResource dependent, WorkNode node, int score, Colocation colocation) {
        dependent.scores().add(node, score);
        state.ledger().add(dependent.id(), node.name(), score,
                new ScoreSource.ColocationWith(colocation.id(), colocation.primary().id()));
    }

    private static boolean roleMatches(WorkResource dependent, Colocation colocation) {
        if (colocation.dependentRole() == null) {
            return true;
        }
        if (colocation.dependentRole() == Role.UNPROMOTED && dependent.nextRole() == null) {
            return false;
        }
        return colocation.dependentRole() == dependent.nextRole();
    }

    private void placeWithPrimitive(
            WorkResource dependent, WorkResource primary, Colocation colocation) {
        if (primary.is(ResourceFlag.UNASSIGNED) || !dependent.is(ResourceFlag.UNASSIGNED)
                || !roleMatches(dependent, colocation)) {
            return;
        }
        if (colocation.primaryRole() != null
                && colocation.primaryRole() != primary.nextRole()) {
            return;
        }
        WorkNode at = primary.assigned();
        int score = colocation.score();
        if (at == null && score < 0) {
            return;
        }
        NodeScores before = dependent.scores().copy();
        LedgerWriter.Mark mark = state.ledger().mark();
        String value = at == null ? null : attribute(at, colocation.nodeAttribute());
        for (WorkNode node : state.nodes()) {
            if (!dependent.scores().has(node)) {
                continue;
            }
            if (at == null) {
                add(dependent, node, -score, colocation);
            } else if (Objects.equals(attribute(node, colocation.nodeAttribute()), value)) {
                if (score < Score.INFINITY_VALUE) {
                    add(dependent, node, score, colocation);
                }
            } else if (score >= Score.INFINITY_VALUE) {
                ban(dependent, node, colocation);
            }
        }
        if (Math.abs(score) < Score.INFINITY_VALUE && !anyUsable(dependent.scores())) {
            state.ledger().rollBack(mark);
            restore(dependent, before);
        }
    }

    private void restore(WorkResource resource, NodeScores before) {
        for (WorkNode node : state.nodes()) {
            if (before.has(node)) {
                resource.scores().put(node, before.get(node));
            }
        }
    }

    private boolean anyUsable(NodeScores scores) {
        for (WorkNode node : state.nodes()) {
            if (scores.has(node) && scores.get(node) >= 0
                    && NodeChoice.isAvailable(node, null)) {
                return true;
            }
        }
        return false;
    }

    static @Nullable String attribute(WorkNode node, String name) {
        return name.equals("#uname") ? node.name() : node.attributes().get(name);
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
    void addDependentPreferences(WorkResource primary, Colocation colocation) {
        if (colocation.score() == 0 || !hasInfluence(colocation, primary)) {
            return;
        }
        NodeScores before = primary.scores().copy();
        preferences(decisive(colocation.dependent(), primary), primary, primary.scores(),
                colocation,
                colocation.score(), primary.isClone());
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
    void preferences(WorkResource source, WorkResource target, NodeScores scores,
            Colocation colocation, long factor, boolean onlyPositive) {
        WorkResource from = source;
        if (from.isGroup()) {
            if (from.is(ResourceFlag.UPDATING) || from.children().isEmpty()) {
                return;
            }
            from.set(ResourceFlag.UPDATING);
            preferences(from.children().get(0), target, scores, colocation, factor, onlyPositive);
            from.clear(ResourceFlag.UPDATING);
            return;
        }
        if (from.is(ResourceFlag.UPDATING)) {
            return;
        }
        from.set(ResourceFlag.UPDATING);
        NodeScores work = scores.copy();
        addMatching(work, from, target, colocation.nodeAttribute(), factor, onlyPositive);
        if (anyUsable(work)) {
            for (Colocation next : ColocationLists.asPrimary(from)) {
                WorkResource dependent = next.dependent();
                if (next.score() == 0 || !hasInfluence(next, from) || dependent == target) {
                    continue;
                }
                long nextFactor = factor * next.score() / Score.INFINITY_VALUE;
                preferences(dependent, target, work, next, nextFactor, onlyPositive);
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
                String value = attribute(node, attribute);
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
            String value = attribute(node, attribute);
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
