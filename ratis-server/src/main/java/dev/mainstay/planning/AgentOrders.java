// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.planning;

import dev.mainstay.executor.OrderResolution;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.Role;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.scheduler.unpack.ParameterDigests;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.transition.Action.ResourceAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what an agent is told for an action, with the scheduler's own resolution: what runs and what
 * the scheduler later compares with the configuration come from one piece of code.
 */
public final class AgentOrders implements OrderResolution {

    /** Pacemaker's, for operations without one. */
    static final String DEFAULT_TIMEOUT = "20s";

    /** Instance attributes of an operation with this name are for its environment. */
    private static final String ENVIRONMENT_PREFIX = "OCF_CHECK_";
    private static final String META_PREFIX = "CRM_meta_";

    @Override
    public Optional<ResolvedOrder> resolve(
            Configuration configuration, ResourceAction action, NodeId node, Instant now) {
        UnpackContext context = Unpacker.unpack(configuration, alone(node), now);
        return resource(context, action.instance())
                .map(resource -> order(context, resource, action, node));
    }

    /** The instance, or the primitive that an instance without a number of its own stands for. */
    static Optional<WorkResource> resource(UnpackContext context, InstanceId instance) {
        return Optional.ofNullable(context.state().resource(instance.value()))
                .or(() -> context.state().allResources()
                        .filter(resource -> resource.isPrimitive()
                                && new InstanceId(resource.id()).resource()
                                        .equals(instance.resource()))
                        .findFirst());
    }

    private static ResolvedOrder order(
            UnpackContext context, WorkResource resource, ResourceAction action, NodeId node) {
        WorkNode place = context.state().node(node).orElseThrow(
                () -> new IllegalStateException(node + " was just put into the status"));
        SortedMap<String, String> values = new ParameterDigests(context).values(
                resource, place, action.task().ocfName(), action.intervalMillis());
        SortedMap<String, String> parameters = new TreeMap<>();
        SortedMap<String, String> environment = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                environment.put(name, value);
            } else if (!name.startsWith(META_PREFIX)) {
                parameters.put(name, value);
            }
        });
        SortedMap<String, String> meta = new TreeMap<>(resource.meta());
        meta.putAll(action.context());
        OperationDigests digests = new OperationDigests(Optional.of(OperationDigest.of(values)),
                Optional.empty(), Optional.empty(), List.of(), List.of());
        Optional<Operation> operation = context.operations().find(
                resource, action.task().ocfName(), action.intervalMillis(), true);
        return new ResolvedOrder(resource.agent(), parameters, meta, environment, digests,
                option(operation, "role").flatMap(Role::parse).orElse(Role.STARTED).text(),
                option(operation, "start-delay").map(DurationText::millisOrZero).orElse(0L));
    }

    private static Optional<String> option(Optional<Operation> operation, String name) {
        return operation.flatMap(found -> Optional.ofNullable(found.options().get(name)));
    }

    /** Parameters do not depend on what runs where; the machine only has to be known. */
    private static ClusterStatus alone(NodeId node) {
        NodeCondition here = new NodeCondition(Presence.PRESENT, Presence.PRESENT,
                JoinState.MEMBER, JoinState.MEMBER, Optional.empty(), Optional.empty(), false,
                false, false);
        return new ClusterStatus(true, true, false, Optional.empty(),
                List.of(new NodeStatus(node, node.value(), here, SortedMaps.empty(),
                        SortedMaps.empty(), List.of())),
                List.of());
    }
}
