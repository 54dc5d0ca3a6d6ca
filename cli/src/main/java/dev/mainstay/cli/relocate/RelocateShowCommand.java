// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.relocate;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Tells which resources are not where they would be without stickiness. */
@Command(
        name = "show",
        description = "Shows which resources are not on their best node, and which that is.")
public final class RelocateShowCommand extends ClusterVerb {

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        List<Relocation> wanted = Relocation.wanted(cluster, List.of());
        TextTable table = new TextTable();
        wanted.forEach(one -> table.row(one.resource(), one.fromNode(), "best on " + one.toNode()));
        output.tree(Map.of("resources", wanted.stream().map(RelocateShowCommand::tree).toList()),
                palette -> wanted.isEmpty()
                        ? "All resources are where they are best.\n"
                        : table.format(""));
        return ExitCode.OK;
    }

    static Map<String, String> tree(Relocation one) {
        return Map.of("resource", one.resource(), "node", one.fromNode(), "best", one.toNode());
    }
}
