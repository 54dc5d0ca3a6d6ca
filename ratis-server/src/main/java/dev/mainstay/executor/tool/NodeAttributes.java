// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ChangeConfiguration;
import dev.mainstay.state.Command.ConfigurationChange.Edits;
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
        Command set(NodeId node, String name, Optional<String> value, String tool) {
            return new Command.ChangeAttribute(node, name, value);
        }
    },
    /** In the configuration: lifetime forever. */
    PERMANENT("nodes") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return state.configuration().nodes().stream()
                    .filter(configured -> configured.name().equals(node))
                    .flatMap(configured -> first(configured.attributes(), name).stream())
                    .findFirst();
        }

        @Override
        Command set(NodeId node, String name, Optional<String> value, String tool) {
            return edit(new ConfigurationEdit.SetNodeAttribute(node, name, value), tool);
        }
    },
    /** A property of the whole cluster; the node does not matter. */
    CLUSTER("crm_config") {
        @Override
        Optional<String> value(ClusterState state, NodeId node, String name) {
            return first(state.configuration().clusterProperties(), name);
        }

        @Override
        Command set(NodeId node, String name, Optional<String> value, String tool) {
            return edit(new ConfigurationEdit.SetProperty(
                    ConfigurationSection.CLUSTER_PROPERTIES, name, value), tool);
        }
    };

    private final String scope;

    NodeAttributes(String scope) {
        this.scope = scope;
    }

    /** The name that Pacemaker's tools give it. */
    String scope() {
        return scope;
    }

    abstract Optional<String> value(ClusterState state, NodeId node, String name);

    abstract Command set(NodeId node, String name, Optional<String> value, String tool);

    private static Command edit(ConfigurationEdit edit, String tool) {
        return new ChangeConfiguration(Optional.empty(), new Edits(List.of(edit)), tool);
    }

    private static Optional<String> first(List<AttributeSet> sets, String name) {
        return sets.stream().flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .findFirst().flatMap(Attribute::value);
    }
}
