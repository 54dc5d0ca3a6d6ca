// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.property;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives cluster options back to their defaults. */
@Command(name = "unset", description = "Gives cluster options back to their defaults.")
public final class PropertyUnsetCommand extends ChangeVerb {

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The options.")
    private List<String> names = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Unset " + String.join(", ", names) + ".", this::edits);
    }

    private List<ConfigurationEdit> edits(Configuration configuration) {
        Set<String> set =
                AttributeSets.values(configuration.getClusterPropertiesList()).keySet();
        for (String name : names) {
            if (!set.contains(name)) {
                throw CommandFailure.refused("The property '" + name + "' is not set.",
                        "'mainstay property config' shows those that are.");
            }
        }
        return names.stream()
                .map(name -> Edits.setProperty(
                        ConfigurationSection.CLUSTER_PROPERTIES, name, ""))
                .toList();
    }
}
