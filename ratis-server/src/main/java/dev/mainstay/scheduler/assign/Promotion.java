// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.QuorumPolicy;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses which instances of a promotable clone are promoted. */
final class Promotion {
    private static final String PROMOTE = "promote";

    private final WorkingState state;
    private final PromotionPriorities priorities;

    Promotion(WorkingState state, PromotionPriorities priorities) {
        this.state = state;
        this.priorities = priorities;
    }

    void promote(WorkResource clone) {
        List<WorkResource> instances = clone.children();
        priorities.set(clone);
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
            WorkNode shown = PromotionPriorities.place(instance);
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

    /** Why an instance that could be promoted is not. */
    private void against(WorkResource instance, WorkNode node, ScoreSource source) {
        state.ledger().obstructed(instance.id(), node.name(), PROMOTE, source);
    }

    private @Nullable WorkNode promotable(
            WorkResource clone, WorkResource instance, int[] perNode) {
        WorkNode node = PromotionPriorities.place(instance);
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
}
