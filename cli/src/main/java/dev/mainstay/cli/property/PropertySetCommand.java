// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.property;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets cluster options, all in one change. */
@Command(name = "set", description = "Sets cluster options; an empty value removes one.")
public final class PropertySetCommand extends ChangeVerb {

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "For example no-quorum-policy=freeze.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        Map<String, String> values = Assignments.parse(words, "'property set'");
        return editor(cluster).edit("Set " + String.join(", ", values.keySet()) + ".",
                configuration -> values.entrySet().stream()
                        .map(value -> Edits.setProperty(ConfigurationSection.CLUSTER_PROPERTIES,
                                value.getKey(), value.getValue()))
                        .toList());
    }
}
