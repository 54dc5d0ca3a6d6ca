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

/**
 * Makes colocations felt in the scores of the dependent, once its primary has been assigned. What
 * the dependent wants in turn is in {@link DependentPreferences}.
 */
final class ColocationScores {
    private final WorkingState state;
    private final Assigner assigner;
    private final NodeChoice choice;

    ColocationScores(WorkingState state, Assigner assigner, NodeChoice choice) {
        this.state = state;
        this.assigner = assigner;
        this.choice = choice;
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
        // Only an instance may yet have another role than the one that the constraint is about.
        boolean oneOfMany = dependent.enclosingClone() != null
                || dependent.is(ResourceFlag.BUNDLED);
        if (!dependent.is(ResourceFlag.UNASSIGNED)
                || oneOfMany && !roleMatches(dependent, colocation)) {
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
        if (Math.abs(score) < Score.INFINITY_VALUE && !choice.anyUsable(dependent.scores())) {
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

    static @Nullable String attribute(WorkNode node, String name) {
        return name.equals("#uname") ? node.name() : node.attributes().get(name);
    }
}
