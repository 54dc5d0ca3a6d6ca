// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ResourceUpdate;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.Assignments;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets meta attributes of a resource. */
@Command(
        name = "meta",
        description = "Sets meta attributes of a resource; an empty value removes one.",
        footer = {
            "",
            "Examples:",
            "  mainstay resource meta web resource-stickiness=100 migration-threshold=3",
            "  mainstay resource meta web migration-threshold="})
public final class ResourceMetaCommand extends ChangeVerb {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "A primitive, group, clone or bundle.")
    private String id = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What to set.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        SequencedMap<String, String> values = Assignments.parse(words, "'meta'");
        return editor(cluster).edit(
                "Set " + String.join(", ", values.keySet()) + " of " + id + ".",
                configuration -> List.of(ResourceUpdate.meta(configuration, id, values)));
    }
}
