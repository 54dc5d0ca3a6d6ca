// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.MemberNumber;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code crm_node}: tells of the machines of the cluster, and their ids as {@link MemberNumber}.
 */
@Command(name = "crm_node")
final class NodeTool implements Tool {
    private Optional<Question> question = Optional.empty();
    private String id = "";

    /** What is asked; of several the last one counts. */
    private enum Question {
        NAME,
        NAME_OF,
        ID,
        LIST,
        PARTITION,
        QUORUM
    }

    @Option(names = {"-n", "--name"})
    void name(boolean ignored) {
        question = Optional.of(Question.NAME);
    }

    @Option(names = {"-N", "--name-for-id"})
    void nameOf(String asked) {
        question = Optional.of(Question.NAME_OF);
        id = asked;
    }

    @Option(names = {"-i", "--cluster-id"})
    void id(boolean ignored) {
        question = Optional.of(Question.ID);
    }

    @Option(names = {"-l", "--list"})
    void list(boolean ignored) {
        question = Optional.of(Question.LIST);
    }

    @Option(names = {"-p", "--partition"})
    void partition(boolean ignored) {
        question = Optional.of(Question.PARTITION);
    }

    @Option(names = {"-q", "--quorum"})
    void quorum(boolean ignored) {
        question = Optional.of(Question.QUORUM);
    }

    @Option(names = {"-Q", "--quiet", "-V", "--verbose"})
    void flag(boolean ignored) {
        // There is nothing less or more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        ClusterState state = context.state();
        return question.map(asked -> switch (asked) {
            case NAME -> ToolEffect.line(context.self().value());
            case NAME_OF -> nodes(state).filter(node -> id(state, node).equals(id)).findFirst()
                    .map(node -> ToolEffect.line(node.node().value()))
                    .orElseGet(() -> new Failure(ExitStatus.NO_SUCH,
                            "there is no node with id " + id));
            case ID -> ToolEffect.line(state.node(context.self())
                    .map(node -> id(state, node)).orElse("0"));
            case LIST -> new Print(nodes(state)
                    .map(node -> id(state, node) + " " + node.node()
                            + (node.isActive() ? " member" : " lost") + "\n")
                    .collect(Collectors.joining()));
            case PARTITION -> ToolEffect.line(nodes(state).filter(NodeRecord::isActive)
                    .map(NodeRecord::node).map(NodeId::value).collect(Collectors.joining(" ")));
            case QUORUM -> ToolEffect.line(context.leader().isPresent() ? "1" : "0");
        }).orElseGet(() -> new Failure(ExitStatus.USAGE, "of the machines nothing was asked"));
    }

    private static Stream<NodeRecord> nodes(ClusterState state) {
        return state.nodes().values().stream();
    }

    private static String id(ClusterState state, NodeRecord node) {
        return Long.toString(MemberNumber.of(state, node.node()));
    }
}
