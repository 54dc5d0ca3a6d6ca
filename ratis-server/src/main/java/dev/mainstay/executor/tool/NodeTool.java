// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.NodeRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crm_node}: tells of the machines of the cluster. Their ids are their places by name. */
@Command(name = "crm_node")
final class NodeTool implements Tool {
    private static final int USAGE = 64;

    @Option(names = {"-n", "--name"})
    private boolean name;

    @Option(names = {"-N", "--name-for-id"})
    private Optional<Integer> nameOf = Optional.empty();

    @Option(names = {"-i", "--cluster-id"})
    private boolean id;

    @Option(names = {"-l", "--list"})
    private boolean list;

    @Option(names = {"-p", "--partition"})
    private boolean partition;

    @Option(names = {"-q", "--quorum"})
    private boolean quorum;

    @Option(names = {"-Q", "--quiet", "-V", "--verbose"})
    void flag(boolean ignored) {
        // There is nothing less or more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        List<NodeRecord> nodes = List.copyOf(context.state().nodes().values());
        List<NodeId> names = nodes.stream().map(NodeRecord::node).toList();
        if (name) {
            return ToolEffect.line(context.self().value());
        }
        if (nameOf.isPresent()) {
            int place = nameOf.get();
            return place >= 1 && place <= names.size()
                    ? ToolEffect.line(names.get(place - 1).value())
                    : new Failure(AttributeTool.NO_SUCH, "there is no node with id " + place);
        }
        if (id) {
            return ToolEffect.line(Integer.toString(names.indexOf(context.self()) + 1));
        }
        if (list) {
            return new Print(nodes.stream()
                    .map(node -> names.indexOf(node.node()) + 1 + " " + node.node()
                            + (node.isActive() ? " member" : " lost") + "\n")
                    .collect(Collectors.joining()));
        }
        if (partition) {
            return ToolEffect.line(nodes.stream().filter(NodeRecord::isActive)
                    .map(node -> node.node().value()).collect(Collectors.joining(" ")));
        }
        if (quorum) {
            return ToolEffect.line(context.leaderKnown() ? "1" : "0");
        }
        return new Failure(USAGE, "of the machines nothing was asked");
    }
}
