// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Some nodes, or all of them. */
final class NodeSelection {

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "The nodes.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All nodes.")
    private boolean all;

    String text() {
        return all ? "all nodes" : String.join(", ", names);
    }

    /**
     * The same attribute for each selected node; an empty value removes it.
     *
     * @param known the nodes that the cluster has
     */
    List<ConfigurationEdit> edits(List<String> known, String name, String value) {
        if (all == !names.isEmpty()) {
            throw CommandFailure.usage("It is not clear which nodes are meant.",
                    "Name nodes, or give --all.");
        }
        for (String node : names) {
            checkKnown(known, node);
        }
        return (all ? known : names).stream()
                .map(node -> Edits.setNodeAttribute(node, name, value))
                .toList();
    }

    /** Members, and machines that are configured alone. */
    static List<String> known(ClusterClient cluster) {
        return Stream.concat(
                cluster.status(Consistency.CURRENT).getNodesList().stream()
                        .map(NodeStatusView::getName),
                cluster.currentConfiguration().getConfiguration().getNodesList().stream()
                        .map(Node::getName))
                .distinct()
                .toList();
    }

    static void checkKnown(List<String> known, String node) {
        if (!known.contains(node)) {
            throw CommandFailure.refused("There is no node '" + node + "'.",
                    "The nodes are " + String.join(", ", known) + ".");
        }
    }
}
