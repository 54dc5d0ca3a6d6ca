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

/** Adds an operation to a resource. */
@Command(
        name = "add",
        customSynopsis = "mainstay resource op add ID ACTION [NAME=VALUE]... [OPTIONS]",
        description = "Adds an operation to a resource.",
        footer = {
            "",
            "Example:",
            "  mainstay resource op add web monitor interval=60s OCF_CHECK_LEVEL=10"})
public final class ResourceOpAddCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The primitive.")
    private String id = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "WORD",
            description = "The action, then its options.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        OperationWords operation = ResourceWords.operation(words);
        return editor(cluster).edit("Added " + operation.action() + " to " + id + ".",
                configuration -> List.of(OperationEdits.add(configuration, id, operation)));
    }
}
