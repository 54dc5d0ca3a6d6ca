// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Alert;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Group;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Tag;
import dev.mainstay.model.Template;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * A configuration drawn from a seed, with elements of every kind. Nothing in it has to make sense:
 * what is written has to be read back, sensible or not.
 */
final class RandomConfiguration {
    private static final List<String> ACTIONS = List.of("start", "stop", "promote", "demote");

    private final RandomParts parts;

    private RandomConfiguration(long seed) {
        parts = new RandomParts(seed);
    }

    static Configuration of(long seed) {
        return new RandomConfiguration(seed).configuration();
    }

    private Configuration configuration() {
        return new Configuration(
                parts.options("validate-with", "admin_epoch", "crm_feature_set"),
                parts.sets(),
                parts.some(this::node),
                parts.some(this::template),
                parts.some(this::resource),
                parts.some(this::constraint),
                parts.some(() -> new Tag(id(), parts.some(parts::text))),
                parts.sets(),
                parts.sets(),
                parts.some(this::level),
                parts.some(this::alert),
                parts.perhaps(() -> "<acls><acl_role id=\"" + parts.id()
                        + "\" description=\"a &lt; b&#10;c\"><acl_permission kind=\"read\"/>"
                        + "</acl_role></acls>"));
    }

    private Node node() {
        return new Node(new NodeId(parts.id()), parts.id(), parts.oneOf(Node.NodeType.values()),
                parts.perhaps(parts::text), parts.sets(), parts.sets());
    }

    private Template template() {
        return new Template(id(), agent(), options(), operations());
    }

    private Resource resource() {
        return switch (parts.number(4)) {
            case 0 -> primitive();
            case 1 -> group();
            case 2 -> new Clone(id(), options(), parts.oneOf(Clone.Promotability.values()),
                    parts.number(2) == 0 ? primitive() : group());
            default -> bundle();
        };
    }

    private Primitive primitive() {
        boolean derived = parts.number(3) == 0;
        return new Primitive(id(),
                derived ? Optional.of(id()) : Optional.empty(),
                derived ? Optional.empty() : Optional.of(agent()), options(), operations());
    }

    private Group group() {
        return new Group(id(), options(), parts.some(this::primitive));
    }

    private Bundle bundle() {
        return new Bundle(id(), options(),
                new Bundle.Container(parts.oneOf("docker", "podman", "rkt"),
                        parts.options("image", "replicas", "run-command")),
                parts.perhaps(() -> new Bundle.Network(parts.perhaps(parts::id),
                        parts.options("ip-range-start", "control-port"),
                        parts.some(() -> mapping("port", "range", "internal-port")))),
                parts.perhaps(() -> new Bundle.Storage(parts.perhaps(parts::id),
                        parts.some(() -> mapping("source-dir", "target-dir", "options")))),
                parts.perhaps(this::primitive));
    }

    private Bundle.Mapping mapping(String... names) {
        return new Bundle.Mapping(parts.id(), parts.options(names));
    }

    private ResourceOptions options() {
        return new ResourceOptions(
                parts.perhaps(parts::text), parts.sets(), parts.sets(), parts.sets());
    }

    private OperationList operations() {
        return new OperationList(parts.perhaps(parts::id), parts.perhaps(parts::id),
                parts.some(this::operation));
    }

    private Operation operation() {
        Optional<String> reference = parts.perhaps(parts::id);
        return new Operation(parts.perhaps(parts::id), reference,
                reference.isPresent() && parts.number(2) == 0 ? "" : parts.oneOf("monitor", "stop"),
                parts.oneOf("0", "10s", "PT1M"),
                parts.options("timeout", "on-fail", "role", "enabled"), parts.sets(), parts.sets());
    }

    private Constraint constraint() {
        return switch (parts.number(4)) {
            case 0 ->
                    new Constraint.Location(parts.id(), someResource(), parts.perhaps(parts::text),
                            resourceSets(), parts.perhaps(() -> new NodeId(parts.text())),
                            parts.perhaps(parts::text), parts.perhaps(parts::text),
                            parts.perhaps(parts::text), parts.some(() -> parts.rule(0)));
            case 1 -> new Constraint.Order(parts.id(), someResource(), someResource(),
                    parts.perhaps(() -> parts.oneOf(ACTIONS)),
                    parts.perhaps(() -> parts.oneOf(ACTIONS)), parts.perhaps(parts::text),
                    parts.perhaps(parts::text), parts.perhaps(parts::text),
                    parts.perhaps(parts::text), parts.perhaps(parts::text),
                    parts.perhaps(parts::text), resourceSets());
            case 2 -> new Constraint.Colocation(parts.id(), someResource(), someResource(),
                    parts.perhaps(parts::text), parts.perhaps(parts::text),
                    parts.perhaps(parts::text), parts.perhaps(parts::text),
                    parts.perhaps(parts::text), parts.perhaps(parts::text),
                    parts.perhaps(parts::text), resourceSets());
            default -> new Constraint.Ticket(parts.id(), parts.text(), someResource(),
                    parts.perhaps(parts::text), parts.perhaps(parts::text), resourceSets());
        };
    }

    private List<ResourceSet> resourceSets() {
        return parts.some(() -> new ResourceSet(parts.perhaps(parts::id), parts.perhaps(parts::id),
                parts.perhaps(parts::truth), parts.perhaps(parts::truth),
                parts.perhaps(parts::text), parts.perhaps(() -> parts.oneOf(ACTIONS)),
                parts.perhaps(parts::text), parts.perhaps(parts::text),
                parts.perhaps(parts::text), parts.some(this::id)));
    }

    private FencingLevel level() {
        FencingLevel.Target target = switch (parts.number(3)) {
            case 0 -> new FencingLevel.Target.Name(new NodeId(parts.text()));
            case 1 -> new FencingLevel.Target.Pattern(parts.text());
            default -> new FencingLevel.Target.AttributeValue(parts.text(), parts.text());
        };
        return new FencingLevel(parts.id(), parts.number(10), target, parts.some(this::id));
    }

    private Alert alert() {
        return new Alert(parts.id(), parts.text(), parts.perhaps(parts::text), parts.sets(),
                parts.sets(), parts.perhaps(this::selection),
                parts.some(() -> new Alert.Recipient(parts.id(), parts.text(),
                        parts.perhaps(parts::text), parts.sets(), parts.sets())));
    }

    private Alert.Selection selection() {
        List<Alert.EventKind> kinds = EnumSet.allOf(Alert.EventKind.class).stream()
                .filter(kind -> parts.truth()).toList();
        return new Alert.Selection(kinds, kinds.contains(Alert.EventKind.ATTRIBUTES)
                ? parts.some(parts::text)
                : List.of());
    }

    private AgentName agent() {
        return new AgentName(parts.oneOf("ocf", "stonith", "systemd"),
                parts.perhaps(() -> parts.oneOf("heartbeat", "mainstay")), parts.text());
    }

    private Optional<ResourceId> someResource() {
        return parts.perhaps(this::id);
    }

    private ResourceId id() {
        return new ResourceId(parts.id());
    }
}
