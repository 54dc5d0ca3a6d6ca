// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeEdits;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.ConfigurationSection;
import java.util.List;
import java.util.Optional;

/** Where attributes are kept, and how they are changed there. */
enum NodeAttributes {
    /** With the present life of the machine: lifetime reboot. */
    TRANSIENT("status") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return state.node(node)
                    .flatMap(record -> Optional.ofNullable(record.attributes().get(name)));
        }

        @Override
        Command set(ClusterState state, Setting setting) {
            return new Command.ChangeAttribute(setting.node(), setting.name(), setting.value());
        }
    },
    /** In the configuration: lifetime forever. */
    PERMANENT("nodes") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return configured(state, node).flatMap(found -> first(found.attributes(), name));
        }

        @Override
        Command set(ClusterState state, Setting setting) {
            return ChangedConfiguration.by(setting.tool(), new ConfigurationEdit.SetNodeAttribute(
                    setting.node(), setting.name(), setting.value()));
        }
    },
    /** What a machine has to offer, in numbers that placement counts with. */
    UTILIZATION("nodes") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return configured(state, node).flatMap(found -> first(found.utilization(), name));
        }

        @Override
        Command set(ClusterState state, Setting setting) {
            NodeId name = setting.node();
            Node node = configured(state, name).orElseGet(() -> new Node(name, name.value(),
                    Node.NodeType.MEMBER, Optional.empty(), List.of(), List.of()));
            return ChangedConfiguration.of(state, setting.tool(), new ConfigurationEdit.PutNode(
                    new Node(name, node.identity(), node.type(), node.score(), node.attributes(),
                            AttributeEdits.set(node.utilization(), "nodes-" + name + "-utilization",
                                    setting.name(), setting.value()))));
        }
    },
    /** A property of the whole cluster; the node does not matter. */
    CLUSTER("crm_config") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            List<AttributeSet> sets = state.configuration().clusterProperties();
            return first(sets, name).or(() -> first(sets, respelled(name)));
        }

        @Override
        Command set(ClusterState state, Setting setting) {
            return ChangedConfiguration.by(setting.tool(), new ConfigurationEdit.SetProperty(
                    ConfigurationSection.CLUSTER_PROPERTIES, setting.name(), setting.value()));
        }
    };

    private final String scope;

    NodeAttributes(String scope) {
        this.scope = scope;
    }

    /**
     * What is to be set.
     *
     * @param value empty: the attribute goes
     * @param tool who asks, for the history
     */
    record Setting(NodeId node, String name, Optional<String> value, String tool) {}

    /** The name that Pacemaker's tools give it. */
    String scope() {
        return scope;
    }

    abstract Optional<String> value(ClusterState state, NodeId node, String name);

    abstract Command set(ClusterState state, Setting setting);

    /** Agents say the same at each monitor: what is so already is no change. */
    ToolEffect changed(ToolContext context, Setting setting) {
        Optional<String> present = value(context.state(), setting.node(), setting.name());
        return context.upToDate() && present.equals(setting.value())
                ? new ToolEffect.Print("")
                : new ToolEffect.Change(set(context.state(), setting));
    }

    private static Optional<Node> configured(ClusterState state, NodeId name) {
        return state.configuration().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst();
    }

    private static Optional<String> first(List<AttributeSet> sets, String name) {
        // Whether a block under a rule holds, only the scheduler decides.
        return sets.stream().filter(set -> set.rule().isEmpty())
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .findFirst().flatMap(Attribute::value);
    }

    /** Agents of both generations ask whether there is fencing. */
    private static String respelled(String property) {
        if (property.startsWith("stonith-")) {
            return property.replaceFirst("stonith-", "fencing-");
        }
        return property.replaceFirst("^fencing-", "stonith-");
    }
}
