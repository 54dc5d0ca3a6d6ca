// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;

/** Sorts resources so that, where capacity counts, those with the most to lose choose first. */
final class CapacityOrder {
    private CapacityOrder() {}

    static void sort(WorkingState state) {
        if (!state.options().placement().usesCapacity()) {
            return;
        }
        List<WorkNode> nodes = new ArrayList<>(state.nodes());
        NodeScores none = new NodeScores(nodes.size());
        NodeChoice choice = new NodeChoice(state);
        nodes.sort((a, b) -> choice.compare(none, a, b, null));
        List<WorkResource> sorted = new ArrayList<>(state.resources());
        sorted.sort((a, b) -> compare(a, b, nodes));
        state.resources(sorted);
    }

    private static int compare(WorkResource a, WorkResource b, List<WorkNode> nodes) {
        int order = Integer.compare(b.options().priority(), a.options().priority());
        if (order != 0) {
            return order;
        }
        order = Integer.compare(currentScore(b), currentScore(a));
        if (order != 0) {
            return order;
        }
        for (WorkNode node : nodes) {
            order = Integer.compare(b.scores().orBanned(node), a.scores().orBanned(node));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int currentScore(WorkResource resource) {
        WorkResource first = resource;
        while (!first.isPrimitive() && !first.children().isEmpty()) {
            first = first.children().get(0);
        }
        return first.running().isEmpty() ? -Score.INFINITY_VALUE
                : resource.scores().orBanned(first.running().get(0));
    }
}
