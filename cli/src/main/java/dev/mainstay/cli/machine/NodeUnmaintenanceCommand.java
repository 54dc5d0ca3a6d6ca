// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes nodes back under the cluster's care. */
@Command(
        name = "unmaintenance",
        description = "Takes nodes back under the cluster's care.",
        footer = {
            "",
            "Example:",
            "  mainstay node unmaintenance n1"})
public final class NodeUnmaintenanceCommand extends ChangeVerb {

    @Mixin
    private NodeSelection nodes;

    @Override
    protected Change change(ClusterClient cluster) {
        List<String> known = NodeSelection.known(cluster);
        return editor(cluster).edit("No maintenance: " + nodes.text() + ".",
                configuration -> nodes.edits(known, "maintenance", ""));
    }
}
