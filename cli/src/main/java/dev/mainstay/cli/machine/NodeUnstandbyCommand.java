// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets nodes run resources again. */
@Command(
        name = "unstandby",
        description = "Lets nodes run resources again.",
        footer = {
            "",
            "Example:",
            "  mainstay node unstandby n1"})
public final class NodeUnstandbyCommand extends ChangeVerb {

    @Mixin
    private NodeSelection nodes;

    @Override
    protected Change change(ClusterClient cluster) {
        List<String> known = NodeSelection.known(cluster);
        return editor(cluster).edit("No longer standby: " + nodes.text() + ".",
                configuration -> nodes.edits(known, "standby", ""));
    }
}
