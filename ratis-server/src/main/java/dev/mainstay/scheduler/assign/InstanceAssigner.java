// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.LedgerWriter;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
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
import org.jspecify.annotations.Nullable;

/**
 * Assigns the instances of a clone or bundle: first those that can stay where they are, then the
 * others, none of them beyond the limits per cluster and per machine.
 */
final class InstanceAssigner {
    private final WorkingState state;
    private final Assigner assigner;
    private final ColocationLists lists;
    private final DependentPreferences preferences;
    private final NodeChoice choice;
    private final AgentPromotionScores agentScores;
    private final Promotion promotion;

    InstanceAssigner(UnpackContext context, Assigner assigner, ColocationLists lists,
            DependentPreferences preferences, NodeChoice choice) {
        this.state = context.state();
        this.assigner = assigner;
        this.lists = lists;
        this.preferences = preferences;
        this.choice = choice;
        this.agentScores = new AgentPromotionScores(state, lists);
        this.promotion = new Promotion(state,
                new PromotionPriorities(state, lists, preferences, agentScores));
    }

    void assignClone(WorkResource clone) {
        if (!clone.is(ResourceFlag.UNASSIGNED) || clone.is(ResourceFlag.ASSIGNING)) {
            return;
        }
        clone.set(ResourceFlag.ASSIGNING);
        if (clone.isPromotable()) {
            agentScores.addTo(clone);
        }
        for (Colocation colocation : lists.asDependent(clone)) {
            assigner.assign(colocation.primary(), null);
        }
        NodeScores own = clone.scores().copy();
        for (Colocation colocation : lists.asPrimary(clone)) {
            preferences.addTo(clone, colocation);
        }
        assigner.recordWhole(clone);
        banUnwanted(clone, own);
        assign(clone, clone.children(), clone.cloneOptions().max(),
                clone.cloneOptions().nodeMax());
        clone.clear(ResourceFlag.UNASSIGNED);
        clone.clear(ResourceFlag.ASSIGNING);
        if (clone.isPromotable()) {
            promotion.promote(clone);
        }
    }

    /**
     * Where the clone as a whole is not wanted none of its instances may be, however much it would
     * rather stay. What its dependents want weighs on the choice only.
     */
    private void banUnwanted(WorkResource clone, NodeScores own) {
        for (WorkNode node : state.nodes()) {
            if (own.has(node) && own.get(node) < 0) {
                ScoreSource why =
                        new ScoreSource.CollectiveUnwanted(clone.id(), own.get(node));
                clone.children().forEach(i -> i.tree().filter(r -> r.scores().has(node))
                        .forEach(r -> ban(r, node, why)));
            }
        }
    }

    /** The state of one collective's assignment: how many instances each machine has. */
    private static final class Counts {
        private final int[] byNode;

        Counts(int nodes) {
            byNode = new int[nodes];
        }

        int get(WorkNode node) {
            return byNode[node.index()];
        }

        void add(WorkNode node, int change) {
            byNode[node.index()] += change;
        }
    }

    void assign(WorkResource collective, List<WorkResource> configured, int maxTotal,
            int maxPerNode) {
        Counts counts = new Counts(state.nodes().size());
        int available = 0;
        for (WorkNode node : state.nodes()) {
            if (collective.scores().has(node) && collective.scores().get(node) >= 0
                    && NodeChoice.isAvailable(node, null)) {
                available++;
            }
        }
        int optimal = available == 0 ? 1 : Math.max(1, maxTotal / available);
        List<WorkResource> sorted = new ArrayList<>(configured);
        for (WorkResource instance : configured) {
            if (instance.is(ResourceFlag.SURPLUS)) {
                // Beyond the configured number: nothing is weighed, it only goes.
                sorted.remove(instance);
                assigner.give(instance, null, true);
            }
        }
        new InstanceOrder(collective).sort(sorted);
        int assigned = 0;
        for (WorkResource instance : sorted) {
            if (assigned >= maxTotal) {
                break;
            }
            WorkNode current = preferred(collective, instance, optimal, counts);
            if (current != null && stays(collective, instance, current, maxPerNode,
                    maxTotal - assigned, counts)) {
                assigned++;
            }
        }
        for (WorkResource instance : sorted) {
            if (!instance.is(ResourceFlag.UNASSIGNED)) {
                continue;
            }
            if (assigned >= maxTotal) {
                banEverywhere(instance, new ScoreSource.InstanceLimit(
                        collective.id(), "clone-max", maxTotal));
                assigner.assign(instance, null);
                assigner.give(instance, null, !instance.is(ResourceFlag.MANAGED)
                        && instance.running().isEmpty());
                continue;
            }
            if (place(collective, instance, null, maxPerNode, counts) != null) {
                assigned++;
            }
        }
    }

    private void banEverywhere(WorkResource instance, ScoreSource why) {
        instance.tree().forEach(r -> state.nodes().stream().filter(r.scores()::has)
                .forEach(n -> ban(r, n, why)));
    }

    private void ban(WorkResource resource, WorkNode node, ScoreSource why) {
        resource.scores().put(node, -Score.INFINITY_VALUE);
        state.ledger().add(resource.id(), node.name(), -Score.INFINITY_VALUE, why);
    }

    private static @Nullable WorkNode preferred(WorkResource collective, WorkResource instance,
            int optimal, Counts counts) {
        WorkNode node = InstanceMatch.place(instance, true);
        if (node == null || !instance.is(ResourceFlag.UNASSIGNED)
                || instance.tree().anyMatch(r -> r.is(ResourceFlag.FAILED)
                        && r.is(ResourceFlag.MANAGED))
                || !NodeChoice.isAvailable(node, instance)
                || !collective.scores().has(node) || counts.get(node) >= optimal) {
            return null;
        }
        return node;
    }

    /**
     * Tries to keep an instance where it is. If another machine turns out better, that machine is
     * left to an instance that has to be placed anyway, as long as there may be one.
     */
    private boolean stays(WorkResource collective, WorkResource instance, WorkNode current,
            int maxPerNode, int left, Counts counts) {
        Map<WorkResource, NodeScores> backup = new LinkedHashMap<>();
        instance.tree().forEach(r -> backup.put(r, r.scores().copy()));
        Map<WorkResource, @Nullable Role> roles = new LinkedHashMap<>();
        instance.tree().forEach(r -> roles.put(r, r.nextRole()));
        LedgerWriter.Mark mark = state.ledger().mark();
        List<WorkNode> reserved = new ArrayList<>();
        boolean stays = false;
        while (reserved.size() < left) {
            limit(collective, instance, maxPerNode, counts);
            WorkNode chosen = assigner.assign(instance, current);
            if (chosen == current) {
                stays = true;
                break;
            }
            assigner.release(instance);
            state.ledger().rollBack(mark);
            instance.tree().forEach(r -> {
                restore(r, backup);
                r.nextRole(roles.get(r));
            });
            if (chosen == null) {
                break;
            }
            counts.add(chosen, 1);
            reserved.add(chosen);
        }
        reserved.forEach(n -> counts.add(n, -1));
        if (stays) {
            counts.add(current, 1);
        }
        return stays;
    }

    private void restore(WorkResource resource, Map<WorkResource, NodeScores> backup) {
        NodeScores before = backup.get(resource);
        if (before == null) {
            return;
        }
        for (WorkNode node : state.nodes()) {
            if (before.has(node)) {
                resource.scores().put(node, before.get(node));
            } else {
                resource.scores().remove(node.index());
            }
        }
    }

    private @Nullable WorkNode place(WorkResource collective, WorkResource instance,
            @Nullable WorkNode prefer, int maxPerNode, Counts counts) {
        limit(collective, instance, maxPerNode, counts);
        WorkNode chosen = assigner.assign(instance, prefer);
        if (chosen != null) {
            counts.add(chosen, 1);
        }
        return chosen;
    }

    private void limit(
            WorkResource collective, WorkResource instance, int maxPerNode, Counts counts) {
        List<WorkResource> parts = instance.tree().toList();
        ScoreSource fullHere =
                new ScoreSource.InstanceLimit(collective.id(), "clone-node-max", maxPerNode);
        for (WorkNode node : state.nodes()) {
            boolean full = counts.get(node) >= maxPerNode;
            Optional<ScoreSource> unusable = NodeChoice.whyUnavailable(node, instance);
            if (!collective.scores().has(node) || full || unusable.isPresent()) {
                ScoreSource why = unusable.isPresent() ? unusable.get()
                        : full ? fullHere
                                : new ScoreSource.CollectiveAbsent(collective.id());
                for (WorkResource part : parts) {
                    if (part.scores().has(node)) {
                        ban(part, node, why);
                    }
                }
            }
        }
    }

    NodeChoice choice() {
        return choice;
    }
}
