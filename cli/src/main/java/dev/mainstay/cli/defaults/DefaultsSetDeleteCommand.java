// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes blocks of defaults. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes blocks of defaults.",
        footer = {
            "",
            "Example:",
            "  mainstay resource defaults set delete nights"})
public final class DefaultsSetDeleteCommand extends ChangeVerb {

    @Spec
    private CommandSpec self;

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "The blocks; 'defaults config' shows their ids.")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        DefaultsKind kind = DefaultsKind.of(self);
        return editor(cluster).edit("Deleted " + String.join(", ", ids) + ".",
                configuration -> ids.stream()
                        .map(id -> DefaultsSets.get(kind, configuration, id))
                        .map(set -> Edits.remove(kind.section(), set.getId()))
                        .toList());
    }
}
