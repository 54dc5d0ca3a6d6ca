// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.unpack.NaturalOrder;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;

/** Which instance chooses first: those that run well where they are before those that do not. */
final class InstanceOrder {
    private final WorkResource collective;

    InstanceOrder(WorkResource collective) {
        this.collective = collective;
    }

    void sort(List<WorkResource> instances) {
        instances.sort(this::compare);
    }

    int compare(WorkResource a, WorkResource b) {
        List<WorkNode> nodesA = places(a);
        List<WorkNode> nodesB = places(b);
        if (!nodesA.isEmpty() && !nodesB.isEmpty() && nodesA.size() != nodesB.size()) {
            return Integer.compare(nodesA.size(), nodesB.size());
        }
        WorkNode nodeA = nodesA.isEmpty() ? null : nodesA.get(0);
        WorkNode nodeB = nodesB.isEmpty() ? null : nodesB.get(0);
        // One that cannot stay where it is chooses after those that are nowhere yet.
        boolean canA = nodeA == null || allowed(a, nodeA);
        boolean canB = nodeB == null || allowed(b, nodeB);
        if (canA != canB) {
            return canA ? -1 : 1;
        }
        if (a.options().priority() != b.options().priority()) {
            return Integer.compare(b.options().priority(), a.options().priority());
        }
        if (nodeA == null || nodeB == null) {
            if (nodeA != nodeB) {
                return nodeA != null ? -1 : 1;
            }
            return NaturalOrder.compare(a.id(), b.id());
        }
        boolean availableA = NodeChoice.isAvailable(nodeA, a);
        boolean availableB = NodeChoice.isAvailable(nodeB, b);
        if (availableA != availableB) {
            return availableA ? -1 : 1;
        }
        boolean parentA = collective.scores().has(nodeA);
        boolean parentB = collective.scores().has(nodeB);
        if (parentA != parentB) {
            return parentA ? -1 : 1;
        }
        boolean failedA = failed(a);
        boolean failedB = failed(b);
        if (failedA != failedB) {
            return failedA ? 1 : -1;
        }
        int order = Integer.compare(score(b, nodeB), score(a, nodeA));
        return order != 0 ? order : NaturalOrder.compare(a.id(), b.id());
    }

    private static List<WorkNode> places(WorkResource instance) {
        List<WorkNode> result = new ArrayList<>();
        instance.primitives().forEach(p -> p.running().stream()
                .filter(n -> !result.contains(n)).forEach(result::add));
        return result;
    }

    private static boolean allowed(WorkResource instance, WorkNode node) {
        return instance.scores().has(node) && instance.scores().get(node) >= 0;
    }

    private static boolean failed(WorkResource instance) {
        return instance.tree().anyMatch(r -> r.is(ResourceFlag.FAILED));
    }

    private int score(WorkResource instance, WorkNode node) {
        int own = instance.isPrimitive() ? instance.scores().orBanned(node)
                : instance.primitives().mapToInt(p -> p.scores().orBanned(node))
                        .reduce(0, Score::sum);
        return own;
    }
}
