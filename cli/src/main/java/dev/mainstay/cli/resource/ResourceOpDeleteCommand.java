// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.OperationEdits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.grammar.ResourceWords.OperationWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes an operation away from a resource. */
@Command(
        name = "delete",
        aliases = "remove",
        customSynopsis = "mainstay resource op delete ID ACTION [NAME=VALUE]... [OPTIONS]",
        description = "Takes an operation away from a resource.",
        footer = {
            "",
            "Example:",
            "  mainstay resource op delete web monitor interval=60s"})
public final class ResourceOpDeleteCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The primitive.")
    private String id = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "WORD",
            description = "The action, and options that tell which, such as interval=60s.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        OperationWords operation = ResourceWords.operation(words);
        return editor(cluster).edit("Deleted " + operation.action() + " of " + id + ".",
                configuration -> List.of(OperationEdits.remove(configuration, id, operation)));
    }
}
