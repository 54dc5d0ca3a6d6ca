// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ResourceUpdate;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.ResourceWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes options, operations and meta attributes of a resource. Serves fence devices too. */
@Command(
        name = "update",
        description = "Changes a resource's options, operations and meta attributes.",
        customSynopsis = {
            "mainstay resource update ID [OPTION=VALUE]... [op ACTION NAME=VALUE...]...",
            "                         [meta NAME=VALUE...] [OPTIONS]"},
        footer = {
            "",
            "Example:",
            "  mainstay resource update web ready_port=8080 op monitor interval=5s"})
public final class ResourceUpdateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The resource.")
    private String id = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "WORD",
            description = "As above; an empty value removes, an operation is replaced by action"
                    + " and interval.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        ResourceWords parsed = ResourceWords.parse(words);
        if (parsed.cloning().isPresent()) {
            throw CommandFailure.usage("'update' makes no clones.", "");
        }
        return editor(cluster).edit("Updated " + id + ".",
                configuration -> List.of(ResourceUpdate.edit(configuration, id, parsed)));
    }
}
