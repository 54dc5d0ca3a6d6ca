// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ResourceStatusView;
import dev.mainstay.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the resources, a collective one before its members. */
final class ResourceEncoder {

    private final ClusterState state;
    private final List<ResourceStatusView> views = new ArrayList<>();

    private ResourceEncoder(ClusterState state) {
        this.state = state;
    }

    static List<ResourceStatusView> resources(ClusterState state) {
        ResourceEncoder encoder = new ResourceEncoder(state);
        state.configuration().resources()
                .forEach(resource -> encoder.add(resource, List.of()));
        return encoder.views;
    }

    /** @param ancestors from the outermost to the nearest */
    private void add(Resource resource, List<Resource> ancestors) {
        views.add(view(resource, ancestors));
        List<Resource> inside = new ArrayList<>(ancestors);
        inside.add(resource);
        switch (resource) {
            case Primitive primitive -> {
                // Nothing is nested in it.
            }
            case Group group -> group.members().forEach(member -> add(member, inside));
            case Clone clone -> add(clone.child(), inside);
            case Bundle bundle -> bundle.primitive().ifPresent(child -> add(child, inside));
        }
    }

    private ResourceStatusView view(Resource resource, List<Resource> ancestors) {
        MetaOptions meta = new MetaOptions(state.configuration(), resource, ancestors);
        ResourceActivity activity = ResourceActivity.of(state, resource.id(), meta.isPromotable());
        return ResourceStatusView.newBuilder()
                .setId(resource.id().value())
                .setParent(ancestors.isEmpty() ? "" : ancestors.getLast().id().value())
                .setKind(kind(resource))
                .setAgent(agent(resource).map(AgentName::toString).orElse(""))
                .setRole(activity.role())
                .addAllNodes(activity.nodes().stream().map(NodeId::value).toList())
                .addAllPromotedNodes(
                        activity.promotedNodes().stream().map(NodeId::value).toList())
                .addAllDegradedNodes(
                        activity.degradedNodes().stream().map(NodeId::value).toList())
                .setManaged(meta.isManaged())
                .setBlocked(activity.isBlocked())
                .setFailed(activity.isFailed())
                .setTargetRole(meta.value("target-role").orElse(""))
                .setReason(activity.reason().orElse(""))
                .build();
    }

    private Optional<AgentName> agent(Resource resource) {
        ResourceId id = resource.id();
        return state.revisions().index().agent(id);
    }

    private static String kind(Resource resource) {
        return switch (resource) {
            case Primitive ignored -> "primitive";
            case Group ignored -> "group";
            case Clone ignored -> "clone";
            case Bundle ignored -> "bundle";
        };
    }
}
