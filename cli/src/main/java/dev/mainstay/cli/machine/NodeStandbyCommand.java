// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves everything off nodes; they keep their vote. */
@Command(
        name = "standby",
        description = "Moves everything off nodes; they keep their vote.",
        footer = {
            "",
            "Example:",
            "  mainstay node standby n1 --wait=120"})
public final class NodeStandbyCommand extends ChangeVerb {

    @Mixin
    private NodeSelection nodes;

    @Override
    protected Change change(ClusterClient cluster) {
        List<String> known = NodeSelection.known(cluster);
        return editor(cluster).edit("Standby: " + nodes.text() + ".",
                configuration -> nodes.edits(known, "standby", "on"));
    }
}
