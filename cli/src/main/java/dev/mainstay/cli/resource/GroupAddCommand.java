// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.GroupMembers;
import dev.mainstay.cli.configuration.Placement;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts resources into a group, which is made where there is none. */
@Command(
        name = "add",
        description = "Puts resources into a group, making it where there is none.",
        footer = {
            "",
            "Example:",
            "  mainstay group add webgroup ip web --after storage"})
public final class GroupAddCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
    private String group = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ID",
            description = "Primitives, in the order in which they start.")
    private List<String> members = List.of();

    @Option(names = "--before", paramLabel = "ID", description = "Before this member.")
    private Optional<String> before = Optional.empty();

    @Option(names = "--after", paramLabel = "ID", description = "After this member.")
    private Optional<String> after = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        Placement placement = new Placement(before, after);
        return editor(cluster).edit(
                "Added " + String.join(", ", members) + " to " + group + ".",
                configuration -> GroupMembers.add(configuration, group, members, placement));
    }
}
