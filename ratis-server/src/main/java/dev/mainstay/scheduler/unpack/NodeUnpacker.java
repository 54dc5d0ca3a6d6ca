// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.Template;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeKind;
import dev.mainstay.scheduler.work.WorkNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds all machines: configured, behind remote connections, guests, and replicas of bundles. */
final class NodeUnpacker {
    private final UnpackContext context;

    NodeUnpacker(UnpackContext context) {
        this.context = context;
    }

    void unpack() {
        for (Node node : context.configuration().nodes()) {
            if (node.type() != Node.NodeType.PING) {
                configured(node);
            }
        }
        context.configuration().resources().forEach(this::implied);
        context.status().nodes().forEach(this::removedRemotes);
        List<WorkNode> sorted = new ArrayList<>(context.state().nodes());
        sorted.sort((a, b) -> NaturalOrder.compare(a.name(), b.name()));
        for (int i = 0; i < sorted.size(); i++) {
            sorted.get(i).index(i);
        }
        context.state().nodes(sorted);
        context.state().haveRemoteNodes(sorted.stream().anyMatch(WorkNode::isRemote));
    }

    private void configured(Node node) {
        WorkNode added = add(node.name(), node.identity(),
                node.type() == Node.NodeType.REMOTE ? NodeKind.REMOTE : NodeKind.MEMBER);
        RuleContext rules = context.rules();
        added.attributes().putAll(context.attributes().values(node.attributes(), rules));
        for (Map.Entry<String, String> entry : context.attributes()
                .values(node.utilization(), rules).entrySet()) {
            added.capacity().put(entry.getKey(), Utilization.amount(entry.getValue()));
        }
        if (!added.isRemote()) {
            // Until a status says otherwise a machine never seen may be running anything.
            added.put(NodeFlag.UNCLEAN, context.state().options().startupFencing());
        }
    }

    private void implied(Resource resource) {
        switch (resource) {
            case Primitive primitive -> primitive(primitive);
            case Group group -> group.members().forEach(this::implied);
            case Clone clone -> implied(clone.child());
            case Bundle bundle -> BundleMachines.of(bundle, context.configuration())
                    .forEach(machine -> add(machine, machine.value(), NodeKind.GUEST));
        }
    }

    private void primitive(Primitive primitive) {
        Optional<AgentName> agent = primitive.agent().or(() -> primitive.template()
                .flatMap(context.index()::template).map(Template::agent));
        if (agent.filter(AgentName::isRemoteConnection).isPresent()) {
            add(new NodeId(primitive.id().value()), primitive.id().value(), NodeKind.REMOTE);
        } else {
            guestName(context, primitive)
                    .ifPresent(name -> add(new NodeId(name), name, NodeKind.GUEST));
        }
    }

    /** The guest that a resource runs, whatever rules its meta-attributes may have. */
    static Optional<String> guestName(UnpackContext context, Primitive primitive) {
        List<AttributeSet> sets = new ArrayList<>(primitive.options().metaAttributes());
        primitive.template().flatMap(context.index()::template)
                .ifPresent(t -> sets.addAll(t.options().metaAttributes()));
        for (AttributeSet set : sets) {
            for (Attribute attribute : context.index().follow(set).map(AttributeSet::attributes)
                    .orElse(List.of())) {
                if (attribute.name().filter("remote-node"::equals).isPresent()) {
                    return attribute.value();
                }
            }
        }
        return Optional.empty();
    }

    private void removedRemotes(NodeStatus status) {
        for (ResourceHistory history : status.histories()) {
            if (history.agent().isRemoteConnection() && !history.records().isEmpty()) {
                String name = history.instance().value();
                boolean guest = history.container().isPresent();
                if (context.state().node(name) == null) {
                    WorkNode node = add(new NodeId(name), name,
                            guest ? NodeKind.GUEST : NodeKind.REMOTE);
                    node.set(NodeFlag.SHUTDOWN);
                }
            }
        }
    }

    /**
     * Adds a machine, or says of a configured one what is behind its connection. A member stays a
     * member: a connection that happens to bear its name leads nowhere.
     */
    private WorkNode add(NodeId id, String identity, NodeKind kind) {
        WorkNode known = context.state().node(id.value());
        if (known != null) {
            if (kind.isRemote() && known.isRemote()) {
                known.kind(kind);
                known.clear(NodeFlag.UNCLEAN);
            }
            return known;
        }
        WorkNode node = new WorkNode(id, identity, kind);
        addBuiltInAttributes(node);
        context.state().addNode(node);
        return node;
    }

    private void addBuiltInAttributes(WorkNode node) {
        TreeMap<String, String> attributes = node.attributes();
        attributes.put("#uname", node.name());
        attributes.put("#id", node.identity());
        attributes.put("#kind", switch (node.kind()) {
            case MEMBER -> "cluster";
            case REMOTE -> "remote";
            case GUEST -> "container";
        });
    }

    /** Adds what depends on the whole cluster, after transient attributes were read. */
    static void addClusterAttributes(UnpackContext context) {
        String cluster = context.state().options().properties().get("cluster-name");
        for (WorkNode node : context.state().nodes()) {
            TreeMap<String, String> attributes = node.attributes();
            boolean controller = context.status().designatedController()
                    .filter(node.id()::equals).isPresent();
            node.put(NodeFlag.DESIGNATED_CONTROLLER, controller);
            if (controller) {
                context.state().controller(node);
            }
            attributes.put("#is_dc", Boolean.toString(controller));
            attributes.put("#kind", switch (node.kind()) {
                case MEMBER -> "cluster";
                case REMOTE -> "remote";
                case GUEST -> "container";
            });
            if (cluster != null) {
                attributes.put("#cluster-name", cluster);
            }
            String site = attributes.getOrDefault("site-name", cluster);
            if (site != null) {
                attributes.put("#site-name", site);
            }
        }
    }
}
