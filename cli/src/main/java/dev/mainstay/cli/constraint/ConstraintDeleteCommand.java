// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes constraints of any kind by their ids. */
@Command(name = "delete", aliases = "remove", description = "Removes constraints by their ids.")
public final class ConstraintDeleteCommand extends ChangeVerb {

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "The constraints; 'config' shows their ids.")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Deleted " + String.join(", ", ids) + ".", this::edits);
    }

    private List<ConfigurationEdit> edits(Configuration configuration) {
        List<String> known = configuration.getConstraintsList().stream()
                .map(Constraints::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw CommandFailure.refused("There is no constraint '" + id + "'.",
                        "'mainstay constraint config' shows those there are.");
            }
        }
        return ids.stream()
                .map(id -> Edits.remove(ConfigurationSection.CONSTRAINTS, id))
                .toList();
    }
}
