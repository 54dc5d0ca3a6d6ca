// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Leaves everything on nodes as it is, whatever happens to it. */
@Command(
        name = "maintenance",
        description = "Leaves everything on nodes as it is, whatever happens to it.",
        footer = {
            "",
            "Example:",
            "  mainstay node maintenance n1"})
public final class NodeMaintenanceCommand extends ChangeVerb {

    @Mixin
    private NodeSelection nodes;

    @Override
    protected Change change(ClusterClient cluster) {
        List<String> known = NodeSelection.known(cluster);
        return editor(cluster).edit("Maintenance: " + nodes.text() + ".",
                configuration -> nodes.edits(known, "maintenance", "on"));
    }
}
