// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.QuorumPolicy;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Chooses which instances of a promotable clone are promoted. */
final class Promotion {
    /** The promotion score of an instance that no agent said anything of. */
    private static final int UNSAID = -1;

    private static final String PROMOTE = "promote";

    private final WorkingState state;
    private final DependentPreferences preferences;
    private final NodeChoice choice;

    Promotion(UnpackContext context, DependentPreferences preferences, NodeChoice choice) {
        this.state = context.state();
        this.preferences = preferences;
        this.choice = choice;
    }

    /** Lets machines that would make good promoted ones attract instances. */
    void addPromotionScores(WorkResource clone) {
        for (WorkResource instance : clone.children()) {
            for (WorkNode node : state.nodes()) {
                if (!instance.scores().has(node) || instance.scores().get(node) < 0
                        || !NodeChoice.isAvailable(node, instance)) {
                    continue;
                }
                int score = score(instance, node).orElse(0);
                if (score > 0) {
                    // For a group it weighs on the whole, not on where its members would go.
                    instance.scores().add(node, score);
                    state.ledger().add(instance.id(), node.name(), score,
                            new ScoreSource.PromotionAttribute());
                }
                if (score > instance.priority()) {
                    instance.priority(score);
                }
            }
        }
    }

    /** What the agents said of promoting this instance on that machine; empty if nothing. */
    private OptionalInt score(WorkResource resource, WorkNode node) {
        if (!resource.isPrimitive()) {
            return ofMembers(resource, node);
        }
        if (!applies(resource, node) || !NodeChoice.isAvailable(node, resource)
                || resource.scores().orBanned(node) < 0) {
            return OptionalInt.empty();
        }
        String value = attribute(resource, node, historyName(resource));
        if (value == null) {
            value = attribute(resource, node, resource.id());
        }
        if (value == null && !resource.is(ResourceFlag.UNIQUE)) {
            value = attribute(resource, node, resource.baseId());
        }
        return value == null ? OptionalInt.empty()
                : OptionalInt.of(Score.parse(value).map(Score::value).orElse(0));
    }

    /** The plain sum of what members say: one more or less than infinity counts here. */
    private OptionalInt ofMembers(WorkResource group, WorkNode node) {
        List<OptionalInt> parts = group.children().stream().map(m -> score(m, node))
                .filter(OptionalInt::isPresent).toList();
        return parts.isEmpty() ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(parts.stream().mapToLong(OptionalInt::getAsInt).sum(),
                        -Score.INFINITY_VALUE, Score.INFINITY_VALUE));
    }

    /** The name under which the agent knows the instance, which may carry another number. */
    private String historyName(WorkResource resource) {
        return state.histories(resource).stream().reduce((a, b) -> b)
                .map(h -> h.history().instance().value()).orElse(resource.id());
    }

    private static @Nullable String attribute(WorkResource resource, WorkNode node, String id) {
        WorkNode source = node;
        WorkResource container = node.container();
        boolean onHost = resource.meta("container-attribute-target").filter("host"::equals)
                .isPresent();
        if (onHost && container != null) {
            source = container.assigned() != null ? container.assigned()
                    : container.running().isEmpty() ? node : container.running().get(0);
        }
        return source.attributes().get("master-" + id);
    }

    /**
     * An instance goes by what was said on machines where it, or any of its siblings that is not
     * active there, was looked for; one that was seen nowhere goes by all. What was said where a
     * sibling is active is meant for that one.
     */
    private boolean applies(WorkResource resource, WorkNode node) {
        if (resource.isKnownOn(node) || resource.runsOn(node)) {
            return true;
        }
        if (state.nodes().stream().noneMatch(n -> resource.isKnownOn(n) || resource.runsOn(n))) {
            return true;
        }
        WorkResource clone = resource.enclosingClone();
        if (clone == null || clone.is(ResourceFlag.UNIQUE)) {
            return false;
        }
        List<WorkResource> siblings = clone.primitives()
                .filter(p -> p.baseId().equals(resource.baseId())).toList();
        return siblings.stream().anyMatch(p -> p.isKnownOn(node))
                && siblings.stream().noneMatch(p -> p.runsOn(node));
    }

    void promote(WorkResource clone) {
        List<WorkResource> instances = clone.children();
        instances.forEach(i -> priority(clone, i));
        sortIndexes(clone);
        List<WorkResource> sorted = new ArrayList<>(instances);
        InstanceOrder order = new InstanceOrder(clone);
        sorted.sort((a, b) -> {
            int result = Integer.compare(b.sortIndex(), a.sortIndex());
            if (result == 0) {
                result = b.currentRole().compareTo(a.currentRole());
            }
            return result != 0 ? result : order.compare(a, b);
        });
        int promoted = 0;
        int[] perNode = new int[state.nodes().size()];
        for (WorkResource instance : sorted) {
            WorkNode node = promotable(clone, instance, perNode);
            WorkNode shown = place(instance);
            if (shown != null) {
                state.ledger().decided(FinalScore.Step.PROMOTION, instance.id(), shown.name(),
                        instance.sortIndex());
            }
            int most = clone.cloneOptions().promotedMax();
            if (node != null && promoted >= most) {
                against(instance, node,
                        new ScoreSource.InstanceLimit(clone.id(), "promoted-max", most));
            }
            if (node != null && promoted < most) {
                promoted++;
                perNode[node.index()]++;
                plan(instance, Role.PROMOTED);
                instance.nextRole(Role.PROMOTED);
            } else {
                plan(instance, Role.UNPROMOTED);
                if (instance.nextRole() != Role.STOPPED) {
                    instance.nextRole(Role.UNPROMOTED);
                }
            }
        }
    }

    /** What is not managed stays what it is. */
    private static void plan(WorkResource instance, Role role) {
        instance.primitives()
                .filter(p -> p.nextRole() != Role.STOPPED && p.is(ResourceFlag.MANAGED))
                .forEach(p -> p.nextRole(role));
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
        OptionalInt said = score(instance, node);
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

    private static List<Colocation> promotionColocations(WorkResource clone) {
        List<Colocation> result = new ArrayList<>(ColocationLists.asDependent(clone));
        WorkResource bundle = clone.enclosingBundle();
        if (bundle != null) {
            result.addAll(ColocationLists.asDependent(bundle));
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
    private static @Nullable WorkNode place(WorkResource instance) {
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
        List<Colocation> primaryIn = new ArrayList<>(ColocationLists.asPrimary(clone));
        WorkResource bundle = clone.enclosingBundle();
        if (bundle == null) {
            for (Colocation colocation : primaryIn) {
                if (colocation.primaryRole() == Role.PROMOTED
                        && DependentPreferences.hasInfluence(colocation, clone)) {
                    NodeScores before = scores.copy();
                    preferences.add(colocation.dependent(), clone, scores, colocation,
                            colocation.score(), true);
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

    /** Why an instance that could be promoted is not. */
    private void against(WorkResource instance, WorkNode node, ScoreSource source) {
        state.ledger().obstructed(instance.id(), node.name(), PROMOTE, source);
    }

    private @Nullable WorkNode promotable(
            WorkResource clone, WorkResource instance, int[] perNode) {
        WorkNode node = place(instance);
        if (node == null) {
            return null;
        }
        boolean managed = instance.primitives().allMatch(p -> p.is(ResourceFlag.MANAGED));
        if (!managed) {
            if (instance.currentRole() == Role.PROMOTED) {
                return node;
            }
            against(instance, node, new ScoreSource.Unmanaged());
            return null;
        }
        WorkResource container = node.container();
        boolean inNothing = container != null && container.assigned() == null;
        if (inNothing || !NodeChoice.isAvailable(node, instance)) {
            against(instance, node, new ScoreSource.NodeUnusable("not available"));
            return null;
        }
        if (instance.promotionPriority() < 0) {
            return null;
        }
        boolean held = !state.options().quorate()
                && state.options().quorumPolicy() == QuorumPolicy.DEMOTE;
        if (held && instance.currentRole() != Role.STOPPED) {
            against(instance, node, new ScoreSource.NoQuorum("demote"));
            return null;
        }
        boolean frozen = !state.options().quorate()
                && state.options().quorumPolicy() == QuorumPolicy.FREEZE;
        if (frozen && instance.currentRole() != Role.PROMOTED) {
            against(instance, node, new ScoreSource.NoQuorum("freeze"));
            return null;
        }
        int most = clone.cloneOptions().promotedNodeMax();
        if (perNode[node.index()] >= most) {
            against(instance, node,
                    new ScoreSource.InstanceLimit(clone.id(), "promoted-node-max", most));
            return null;
        }
        return node;
    }

    NodeChoice choice() {
        return choice;
    }
}
