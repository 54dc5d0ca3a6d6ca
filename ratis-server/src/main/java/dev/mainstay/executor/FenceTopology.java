// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Group;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.scheduler.FenceDevicePlacement;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which fence devices there are, and which of them together fence a machine. Levels for the exact
 * name come before those for a pattern or an attribute; among the latter the first that matches in
 * the configuration's order counts.
 */
final class FenceTopology {

    private final Configuration configuration;
    private final NavigableMap<ResourceId, Device> devices = new TreeMap<>();

    /**
     * @param placement devices that the node may not use are left out
     * @param node on which the parameters are to be resolved
     */
    FenceTopology(Configuration configuration, FenceDevicePlacement placement,
            OrderResolution resolution, NodeId node, Instant now) {
        this.configuration = configuration;
        configuration.resources().stream()
                .flatMap(FenceTopology::primitives)
                .filter(primitive -> !isDisabled(primitive))
                .filter(primitive -> placement.allows(primitive.id(), node))
                .forEach(primitive -> resolution
                        .resolve(configuration, deviceAction(primitive.id(), node), node, now)
                        .filter(order -> order.agent().isFenceDevice())
                        .ifPresent(order -> devices.put(primitive.id(), new Device(
                                primitive.id(), order.agent().type(), order.parameters()))));
    }

    /** The configured levels for the target, first to last; none where there are none for it. */
    List<List<Device>> levels(NodeId target) {
        return configuration.fencingLevels().stream()
                .map(FencingLevel::target)
                .filter(candidate -> matches(candidate, target))
                .min(Comparator
                        .comparing(candidate -> !(candidate instanceof FencingLevel.Target.Name)))
                .map(this::levelsOf)
                .orElse(List.of());
    }

    /** All enabled devices that the node may use, by id. */
    List<Device> devices() {
        return List.copyOf(devices.values());
    }

    private List<List<Device>> levelsOf(FencingLevel.Target target) {
        return configuration.fencingLevels().stream()
                .filter(level -> level.target().equals(target))
                .sorted(Comparator.comparingInt(FencingLevel::index))
                // A level with a device that is gone, disabled or not for this node cannot succeed.
                .filter(level -> devices.keySet().containsAll(level.devices()))
                .map(level -> level.devices().stream().map(devices::get).toList())
                .toList();
    }

    private boolean matches(FencingLevel.Target candidate, NodeId target) {
        return switch (candidate) {
            case FencingLevel.Target.Name(NodeId node) -> node.equals(target);
            case FencingLevel.Target.Pattern(String expression) -> {
                try {
                    yield Pattern.compile(expression).matcher(target.value()).find();
                } catch (PatternSyntaxException malformed) {
                    yield false;
                }
            }
            case FencingLevel.Target.AttributeValue(String name, String value) ->
                    configuration.nodes().stream()
                            .filter(node -> node.name().equals(target))
                            .map(Node::attributes)
                            .anyMatch(sets -> value(sets, name).filter(value::equals).isPresent());
        };
    }

    private static boolean isDisabled(Primitive primitive) {
        return value(primitive.options().metaAttributes(), "target-role")
                .filter(role -> role.equalsIgnoreCase("Stopped"))
                .isPresent();
    }

    private static Optional<String> value(List<AttributeSet> sets, String name) {
        return sets.stream()
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .map(Attribute::value)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<Primitive> primitives(Resource resource) {
        return switch (resource) {
            case Primitive primitive -> Stream.of(primitive);
            case Group group -> group.members().stream();
            case Clone clone -> primitives(clone.child());
            case Bundle bundle -> bundle.primitive().stream();
        };
    }

    private static ResourceAction deviceAction(ResourceId device, NodeId node) {
        return new ResourceAction(device + "_monitor_0", device, new InstanceId(device.value()),
                Task.PROBE, 0, node, 0, 0, false, SortedMaps.empty());
    }
}
