// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ResourceRemoval;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes resources; the cluster stops them. Serves fence devices too. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes resources; the cluster stops them.",
        footer = {
            "",
            "Example:",
            "  mainstay resource delete web --wait"})
public final class ResourceDeleteCommand extends ChangeVerb {

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Primitives, groups or clones; refused while a constraint names one.")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Deleted " + String.join(", ", ids) + ".",
                configuration -> ResourceRemoval.edits(configuration, ids));
    }
}
