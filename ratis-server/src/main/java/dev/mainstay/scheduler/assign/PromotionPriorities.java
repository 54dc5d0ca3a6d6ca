// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How good each placed instance of a promotable clone would be as the promoted one: what its agent
 * says, locations and colocations of the promoted role, and what is placed with that role.
 */
final class PromotionPriorities {
    /** The promotion score of an instance that no agent said anything of. */
    private static final int UNSAID = -1;

    private final WorkingState state;
    private final ColocationLists lists;
    private final DependentPreferences preferences;
    private final AgentPromotionScores agents;

    PromotionPriorities(WorkingState state, ColocationLists lists,
            DependentPreferences preferences, AgentPromotionScores agents) {
        this.state = state;
        this.lists = lists;
        this.preferences = preferences;
        this.agents = agents;
    }

    /** Gives each instance its place in the choice. */
    void set(WorkResource clone) {
        clone.children().forEach(instance -> priority(clone, instance));
        sortIndexes(clone);
    }

    private void priority(WorkResource clone, WorkResource instance) {
        WorkNode node = place(instance);
        if (node == null || instance.plannedRole() == Role.STOPPED) {
            instance.promotionPriority(-Score.INFINITY_VALUE);
            return;
        }
        boolean decided = instance.primitives().anyMatch(
                p -> p.nextRole() == Role.PROMOTED && !p.is(ResourceFlag.MANAGED));
        if (decided) {
            instance.promotionPriority(Score.INFINITY_VALUE);
            part(instance, node, Score.INFINITY_VALUE, new ScoreSource.Unmanaged());
            return;
        }
        boolean limited = instance.primitives()
                .anyMatch(p -> p.meta("target-role").flatMap(Role::parse)
                        .filter(r -> r == Role.UNPROMOTED)
                        .isPresent());
        if (limited) {
            instance.promotionPriority(-Score.INFINITY_VALUE);
            part(instance, node, -Score.INFINITY_VALUE,
                    new ScoreSource.TargetRole(Role.UNPROMOTED.text()));
            return;
        }
        OptionalInt said = agents.score(instance, node);
        int priority = said.orElse(UNSAID);
        part(instance, node, priority, said.isPresent()
                ? new ScoreSource.PromotionAttribute()
                : new ScoreSource.NoPromotionAttribute());
        priority = addLocations(priority, instance, instance, node);
        for (WorkResource r = instance.parent(); r != null; r = r.parent()) {
            priority = addLocations(priority, instance, r, node);
        }
        for (WorkResource member : instance.isGroup() ? instance.children()
                : List.<WorkResource>of()) {
            priority = addLocations(priority, instance, member, node);
        }
        instance.promotionPriority(priority);
        for (Colocation colocation : promotionColocations(clone)) {
            addColocation(instance, node, colocation);
        }
    }

    private List<Colocation> promotionColocations(WorkResource clone) {
        List<Colocation> result = new ArrayList<>(lists.asDependent(clone));
        WorkResource bundle = clone.enclosingBundle();
        if (bundle != null) {
            result.addAll(lists.asDependent(bundle));
        }
        return result;
    }

    private int addLocations(
            int priority, WorkResource instance, WorkResource resource, WorkNode node) {
        int sum = priority;
        for (LocationRule rule : resource.locations()) {
            if (rule.role() == Role.PROMOTED) {
                for (LocationRule.NodeScore score : rule.nodes()) {
                    if (score.node() == node) {
                        sum = Score.sum(sum, score.score());
                        part(instance, node, score.score(), rule.source());
                    }
                }
            }
        }
        return sum;
    }

    /** Where an instance will be, all of it. */
    static @Nullable WorkNode place(WorkResource instance) {
        return instance.primitives().allMatch(p -> p.assigned() != null)
                ? InstanceMatch.place(instance, false)
                : null;
    }

    private static WorkNode hostOf(WorkNode node) {
        WorkResource container = node.container();
        return container != null && container.is(ResourceFlag.BUNDLED)
                && container.assigned() != null ? container.assigned() : node;
    }

    /** Colocations of the promoted role weigh on who is promoted, not on who runs where. */
    private void addColocation(WorkResource instance, WorkNode node, Colocation colocation) {
        int effect = effect(node, colocation);
        if (effect != 0) {
            instance.promotionPriority(Score.sum(instance.promotionPriority(), effect));
            part(instance, node, effect, new ScoreSource.ColocationWith(
                    colocation.id(), colocation.primary().id()));
        }
    }

    private static int effect(WorkNode node, Colocation colocation) {
        Role dependentRole = colocation.dependentRole();
        if (dependentRole != Role.PROMOTED && dependentRole != Role.UNPROMOTED) {
            return 0;
        }
        List<WorkResource> primaries = colocation.primary().isMultiple()
                ? InstanceMatch.instances(colocation.primary())
                : List.of(colocation.primary());
        String value = ColocationScores.attribute(hostOf(node), colocation.nodeAttribute());
        int score = colocation.score();
        boolean met = false;
        boolean anyActive = false;
        for (WorkResource primary : primaries) {
            WorkNode at = InstanceMatch.place(primary, false);
            if (at == null) {
                continue;
            }
            Role role = colocation.primary().isBundle()
                    ? ColocationScores.replicaRole(colocation.primary(), primary)
                    : primary.plannedRole();
            if (colocation.primaryRole() != null && role != colocation.primaryRole()) {
                continue;
            }
            anyActive = true;
            if (Objects.equals(value, ColocationScores.attribute(
                    hostOf(at), colocation.nodeAttribute()))) {
                met = true;
            }
        }
        if (dependentRole == Role.UNPROMOTED) {
            // What draws the unpromoted role speaks against promotion there, and the reverse.
            return met ? -score : 0;
        }
        if (met) {
            return score;
        }
        if (score >= Score.INFINITY_VALUE) {
            return -Score.INFINITY_VALUE;
        }
        return !anyActive && score > 0 ? -score : 0;
    }

    /** Preferences of those placed with the promoted role count through the machines' scores. */
    private void sortIndexes(WorkResource clone) {
        NodeScores scores = clone.scores().copy();
        for (WorkNode node : state.nodes()) {
            if (scores.has(node)) {
                scores.put(node, 0);
            }
        }
        for (WorkResource instance : clone.children()) {
            WorkNode node = place(instance);
            if (node != null) {
                scores.put(node, Score.sum(scores.has(node) ? scores.get(node) : 0,
                        instance.promotionPriority()));
            }
        }
        List<Colocation> primaryIn = new ArrayList<>(lists.asPrimary(clone));
        WorkResource bundle = clone.enclosingBundle();
        if (bundle == null) {
            for (Colocation colocation : primaryIn) {
                if (colocation.primaryRole() == Role.PROMOTED
                        && DependentPreferences.hasInfluence(colocation, clone)) {
                    NodeScores before = scores.copy();
                    preferences.add(colocation.dependent(), clone, scores, colocation,
                            true);
                    wished(clone, colocation, before, scores);
                }
            }
        }
        for (WorkResource instance : clone.children()) {
            WorkNode node = place(instance);
            instance.sortIndex(node == null || instance.promotionPriority() < 0
                    ? instance.promotionPriority()
                    : scores.get(node));
        }
    }

    /** What a dependent adds for a machine counts for each instance that will be there. */
    private void wished(
            WorkResource clone, Colocation colocation, NodeScores before, NodeScores after) {
        for (WorkResource instance : clone.children()) {
            WorkNode node = place(instance);
            if (node != null && instance.promotionPriority() >= 0
                    && after.get(node) != before.get(node)) {
                part(instance, node, after.get(node) - before.get(node),
                        new ScoreSource.DependentPreference(
                                colocation.id(), colocation.dependent().id()));
            }
        }
    }

    private void part(WorkResource instance, WorkNode node, int score, ScoreSource source) {
        state.ledger().add(instance.id(), node.name(), Role.PROMOTED.text(), score, source);
    }
}
