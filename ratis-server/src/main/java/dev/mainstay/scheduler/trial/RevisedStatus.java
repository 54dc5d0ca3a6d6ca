// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;

/** Nodes and resources as the scheduler reads them from a status. */
public record RevisedStatus(List<NodeState> nodes, List<ResourceState> resources) {

    public RevisedStatus {
        nodes = List.copyOf(nodes);
        resources = List.copyOf(resources);
    }

    /** A node and one word for what it is: online, standby, maintenance, pending and the like. */
    public record NodeState(String name, String state) {}

    /**
     * An instance of a primitive.
     *
     * @param remarks words that do not go without saying: failed, blocked, unmanaged, removed
     */
    public record ResourceState(String id, Role role, List<String> nodes, List<String> remarks) {

        public ResourceState {
            nodes = List.copyOf(nodes);
            remarks = List.copyOf(remarks);
        }
    }

    /** What an input says; it plans nothing. */
    public static RevisedStatus of(SchedulerInput input) {
        WorkingState state =
                Unpacker.unpack(input.configuration(), input.status(), input.now()).state();
        return new RevisedStatus(
                state.nodes().stream().map(RevisedStatus::node).toList(),
                state.allResources().filter(WorkResource::isPrimitive)
                        .map(RevisedStatus::resource).toList());
    }

    private static NodeState node(WorkNode node) {
        return new NodeState(node.name(), word(node));
    }

    private static String word(WorkNode node) {
        if (node.is(NodeFlag.UNCLEAN)) {
            return node.is(NodeFlag.ONLINE) ? "unclean (online)" : "unclean (offline)";
        }
        if (node.is(NodeFlag.PENDING)) {
            return "pending";
        }
        if (!node.is(NodeFlag.ONLINE)) {
            return "offline";
        }
        if (node.is(NodeFlag.MAINTENANCE)) {
            return "maintenance";
        }
        return node.is(NodeFlag.STANDBY) || node.is(NodeFlag.STANDBY_ON_FAIL)
                ? "standby"
                : "online";
    }

    private static ResourceState resource(WorkResource resource) {
        List<String> remarks = new ArrayList<>();
        if (resource.is(ResourceFlag.REMOVED)) {
            remarks.add("removed");
        }
        if (resource.is(ResourceFlag.FAILED)) {
            remarks.add("failed");
        }
        if (resource.is(ResourceFlag.BLOCKED)) {
            remarks.add("blocked");
        }
        if (!resource.is(ResourceFlag.MANAGED)) {
            remarks.add("unmanaged");
        }
        return new ResourceState(resource.id(), resource.currentRole(),
                resource.running().stream().map(WorkNode::name).toList(), remarks);
    }
}
