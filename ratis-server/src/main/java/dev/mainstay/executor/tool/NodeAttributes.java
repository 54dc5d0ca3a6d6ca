// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeEdits;
import dev.mainstay.state.AttributeUpdate;
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
        ToolEffect set(ClusterState state, Setting setting) {
            return new ToolEffect.ChangeAttribute(
                    new AttributeChange(setting.node(), setting.name(), setting.update()),
                    Optional.empty());
        }
    },
    /** In the configuration: lifetime forever. */
    PERMANENT("nodes") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return configured(state, node)
                    .flatMap(found -> AttributeEdits.value(found.attributes(), name));
        }

        @Override
        ToolEffect set(ClusterState state, Setting setting) {
            NodeId node = setting.node();
            String name = setting.name();
            return entry(ChangedConfiguration.by(setting.tool(), switch (setting.update()) {
                case AttributeUpdate.Raise(var by) ->
                        new ConfigurationEdit.RaiseNodeAttribute(node, name, by);
                case AttributeUpdate.Put(var value) ->
                        new ConfigurationEdit.SetNodeAttribute(node, name, Optional.of(value));
                case AttributeUpdate.Drop() ->
                        new ConfigurationEdit.SetNodeAttribute(node, name, Optional.empty());
            }));
        }
    },
    /** What a machine has to offer, in numbers that placement counts with. */
    UTILIZATION("nodes") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return configured(state, node)
                    .flatMap(found -> AttributeEdits.value(found.utilization(), name));
        }

        @Override
        ToolEffect set(ClusterState state, Setting setting) {
            NodeId name = setting.node();
            Node node = configured(state, name).orElseGet(() -> new Node(name, name.value(),
                    Node.NodeType.MEMBER, Optional.empty(), List.of(), List.of()));
            List<AttributeSet> utilization = AttributeEdits.set(node.utilization(),
                    "nodes-" + name + "-utilization", setting.name(),
                    setting.over(value(state, name, setting.name())));
            return entry(ChangedConfiguration.of(state, setting.tool(),
                    new ConfigurationEdit.PutNode(new Node(name, node.identity(), node.type(),
                            node.score(), node.attributes(), utilization))));
        }
    },
    /** A property of the whole cluster; the node does not matter. */
    CLUSTER("crm_config") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            List<AttributeSet> sets = state.configuration().clusterProperties();
            return AttributeEdits.value(sets, name)
                    .or(() -> AttributeEdits.value(sets, respelled(name)));
        }

        @Override
        ToolEffect set(ClusterState state, Setting setting) {
            Optional<String> present = value(state, setting.node(), setting.name());
            ConfigurationEdit edit = new ConfigurationEdit.SetProperty(
                    ConfigurationSection.CLUSTER_PROPERTIES, setting.name(),
                    setting.over(present));
            return entry(setting.raises()
                    ? ChangedConfiguration.of(state, setting.tool(), edit)
                    : ChangedConfiguration.by(setting.tool(), edit));
        }
    };

    private final String scope;

    NodeAttributes(String scope) {
        this.scope = scope;
    }

    /**
     * What is to be set.
     *
     * @param tool who asks, for the history
     */
    record Setting(NodeId node, String name, AttributeUpdate update, String tool) {
        boolean raises() {
            return update instanceof AttributeUpdate.Raise;
        }

        Optional<String> over(Optional<String> present) {
            return update.over(present);
        }
    }

    /** The name that Pacemaker's tools give it. */
    String scope() {
        return scope;
    }

    abstract Optional<String> value(ClusterState state, NodeId node, String name);

    abstract ToolEffect set(ClusterState state, Setting setting);

    /** Agents say the same at each monitor: what is so already is no change. */
    ToolEffect changed(ToolContext context, Setting setting) {
        return isSo(context, setting) ? new ToolEffect.Print("") : set(context.state(), setting);
    }

    /** Whether it has that value, and nothing that was asked for before will change it. */
    boolean isSo(ToolContext context, Setting setting) {
        Optional<String> present = value(context.state(), setting.node(), setting.name());
        return context.upToDate() && !setting.raises()
                && context.held().held(setting.node(), setting.name()).isEmpty()
                && present.equals(setting.over(present));
    }

    private static Optional<Node> configured(ClusterState state, NodeId name) {
        return state.configuration().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst();
    }

    static ToolEffect entry(Command command) {
        return new ToolEffect.Change(command);
    }

    /** Agents of both generations ask whether there is fencing. */
    private static String respelled(String property) {
        if (property.startsWith("stonith-")) {
            return property.replaceFirst("stonith-", "fencing-");
        }
        return property.replaceFirst("^fencing-", "stonith-");
    }
}
