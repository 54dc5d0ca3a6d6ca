// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.scheduler.unpack.ParameterDigests;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.transition.Action.ResourceAction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Resolves orders with the scheduler's own unpacking. The last configuration that was unpacked is
 * kept for a second, because a transition's actions come in waves. For one thread.
 */
public final class SchedulerResolution implements OrderResolution {

    /** The one operation parameter that agents read from the environment under its own name. */
    private static final String CHECK_LEVEL = "OCF_CHECK_LEVEL";

    private static final String META_PREFIX = "CRM_meta_";

    private Optional<Unpacked> last = Optional.empty();

    @Override
    public Optional<ResolvedOrder> resolve(
            Configuration configuration, ResourceAction action, NodeId node, Instant now) {
        UnpackContext context = unpack(configuration, node, now.truncatedTo(ChronoUnit.SECONDS));
        Optional<WorkNode> machine = context.state().node(node);
        return resource(context, action.instance())
                .flatMap(resource -> machine.map(it -> order(context, resource, it, action)));
    }

    private UnpackContext unpack(Configuration configuration, NodeId node, Instant second) {
        Optional<Unpacked> known = last.filter(unpacked -> unpacked.second().equals(second)
                && unpacked.node().equals(node)
                && unpacked.configuration().equals(configuration));
        if (known.isPresent()) {
            return known.get().context();
        }
        ClusterStatus status = new ClusterStatus(
                true, true, false, Optional.empty(), List.of(), List.of());
        UnpackContext context = Unpacker.unpack(withNode(configuration, node), status, second);
        last = Optional.of(new Unpacked(configuration, node, second, context));
        return context;
    }

    private static ResolvedOrder order(
            UnpackContext context, WorkResource resource, WorkNode node, ResourceAction action) {
        String task = action.task().ocfName();
        SortedMap<String, String> digested = new ParameterDigests(context)
                .values(resource, node, task, action.intervalMillis());
        SortedMap<String, String> operation =
                context.operations().meta(resource, task, action.intervalMillis());
        SortedMap<String, String> parameters = new TreeMap<>(digested);
        parameters.keySet().removeIf(name -> name.startsWith(META_PREFIX));
        SortedMap<String, String> environment = new TreeMap<>();
        Optional.ofNullable(parameters.remove(CHECK_LEVEL))
                .ifPresent(level -> environment.put(CHECK_LEVEL, level));
        return new ResolvedOrder(
                resource.agent(),
                SortedMaps.copyOf(parameters),
                SortedMaps.copyOf(meta(resource)),
                SortedMaps.copyOf(environment),
                new OperationDigests(Optional.of(OperationDigest.of(digested)), Optional.empty(),
                        Optional.empty(), List.of(), List.of()),
                operation.getOrDefault("role", "Started"),
                DurationText.millisOrZero(operation.getOrDefault("start-delay", "0")));
    }

    /** The meta-attributes as configured, with the names that agents know them by. */
    private static SortedMap<String, String> meta(WorkResource resource) {
        SortedMap<String, String> configured = new TreeMap<>();
        WorkResource clone = resource.enclosingClone();
        if (clone != null) {
            configured.putAll(clone.meta());
            configured.put("clone", Integer.toString(resource.number()));
        }
        configured.putAll(resource.meta());
        SortedMap<String, String> meta = new TreeMap<>();
        configured.forEach((name, value) -> meta.put(name.replace('-', '_'), value));
        return meta;
    }

    /** An instance beyond the configured number is told what any other of its clone is. */
    private static Optional<WorkResource> resource(UnpackContext context, InstanceId instance) {
        return Optional.ofNullable(context.state().resource(instance.value()))
                .or(() -> Optional.ofNullable(
                        context.state().resource(instance.resource() + ":0")))
                .or(() -> Optional.ofNullable(
                        context.state().resource(instance.resource().value())))
                .filter(WorkResource::isPrimitive);
    }

    /** Members are machines of the cluster, configured or not. */
    private static Configuration withNode(Configuration configuration, NodeId node) {
        if (configuration.nodes().stream().anyMatch(known -> known.name().equals(node))) {
            return configuration;
        }
        List<Node> nodes = new ArrayList<>(configuration.nodes());
        nodes.add(new Node(node, node.value(), Node.NodeType.MEMBER, Optional.empty(), List.of(),
                List.of()));
        return configuration.withNodes(nodes);
    }

    private record Unpacked(
            Configuration configuration, NodeId node, Instant second, UnpackContext context) {}
}
