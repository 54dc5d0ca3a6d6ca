// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.GroupMembers;
import dev.mainstay.cli.connection.ClusterClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Dissolves a group and keeps its members. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Dissolves a group; its members stay. ('resource delete' removes both.)",
        footer = {
            "",
            "Example:",
            "  mainstay group delete webgroup"})
public final class GroupDeleteCommand extends ChangeVerb {

    @Parameters(paramLabel = "GROUP", description = "The group.")
    private String group = "";

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Dissolved " + group + ".",
                configuration -> GroupMembers.dissolve(configuration, group));
    }
}
