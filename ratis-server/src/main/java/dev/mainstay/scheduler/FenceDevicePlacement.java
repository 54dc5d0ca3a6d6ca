// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.constraint.ConstraintUnpacker;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.ClusterState;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which machines may not use which fence devices. A device does not have to be started anywhere to
 * be used: any machine may, but those for which its location constraints, rules included, add up to
 * less than zero ("Pacemaker Explained", fencing: where a device can be used).
 *
 * @param banned the machines that may not use a device; devices without any are left out
 */
public record FenceDevicePlacement(SortedMap<ResourceId, SortedSet<NodeId>> banned) {

    /** What holds by the state's own time. */
    public static FenceDevicePlacement of(ClusterState state) {
        SchedulerInput input = SchedulerInputs.of(state, state.logTime());
        UnpackContext context =
                Unpacker.unpack(input.configuration(), input.status(), input.now());
        ConstraintUnpacker.unpack(context);
        TreeMap<ResourceId, SortedSet<NodeId>> banned = new TreeMap<>();
        context.state().allResources()
                .filter(WorkResource::isFenceDevice)
                .forEach(device -> {
                    TreeSet<NodeId> nodes = banned(device);
                    if (!nodes.isEmpty()) {
                        banned.put(new ResourceId(device.id()), nodes);
                    }
                });
        return new FenceDevicePlacement(banned);
    }

    private static TreeSet<NodeId> banned(WorkResource device) {
        TreeMap<NodeId, Integer> scores = new TreeMap<>();
        for (LocationRule rule : device.locations()) {
            rule.nodes()
                    .forEach(score -> scores.merge(score.node().id(), score.score(), Score::sum));
        }
        TreeSet<NodeId> nodes = new TreeSet<>();
        scores.forEach((node, score) -> {
            if (score < 0) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    /** Whether the machine may use the device. */
    public boolean allows(ResourceId device, NodeId node) {
        SortedSet<NodeId> nodes = banned.get(device);
        return nodes == null || !nodes.contains(node);
    }

    /** How many devices the machine may not use. */
    public long bans(NodeId node) {
        return banned.values().stream().filter(nodes -> nodes.contains(node)).count();
    }
}
