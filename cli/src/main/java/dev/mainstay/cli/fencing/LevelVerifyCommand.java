// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.FencingLevels;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Checks that the nodes and devices of all levels are there. */
@Command(
        name = "verify",
        description = "Checks that the nodes and devices of all levels are there.",
        footer = {"", "Ends with 1 if something is wrong.", "", "Example:",
            "  mainstay stonith level verify"})
public final class LevelVerifyCommand extends ClusterVerb {

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        List<String> nodes = Stream.concat(
                cluster.status(Consistency.CURRENT).getNodesList().stream()
                        .map(NodeStatusView::getName),
                configuration.getNodesList().stream().map(Node::getName)).toList();
        List<String> problems = FencingLevels.problems(configuration, nodes);
        output.tree(Map.of("problems", problems), palette -> problems.isEmpty()
                ? "All nodes and devices of the fencing levels are there.\n"
                : String.join("\n", problems) + "\n");
        return problems.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
