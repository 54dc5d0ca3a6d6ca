// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.command.UtilizationChange;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.configuration.Utilizations;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.OwnedValues;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows or sets what a resource uses of a node's capacity. */
@Command(
        name = "utilization",
        description = "Shows or sets what a resource uses of a node's capacity.",
        footer = {
            "",
            "It counts where the property placement-strategy is other than 'default'.",
            "",
            "Example:",
            "  mainstay resource utilization db memory=4096 cpu=2"})
public final class ResourceUtilizationCommand extends ChangeVerb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "The primitive (default: shows all).")
    private Optional<String> id = Optional.empty();

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What to set, in integers; an empty value removes one.")
    private List<String> words = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        if (!words.isEmpty()) {
            return super.run(cluster, output);
        }
        SequencedMap<String, Map<String, String>> shown = new TreeMap<>();
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        for (Resource resource : id
                .map(name -> List.of(Resources.get(configuration, name)))
                .orElseGet(() -> Resources.all(configuration))) {
            Map<String, String> values = AttributeSets.values(
                    Resources.options(resource).getUtilizationList());
            if (!values.isEmpty()) {
                shown.put(Resources.id(resource), values);
            }
        }
        new OwnedValues(shown).show(output);
        return ExitCode.OK;
    }

    @Override
    protected Change change(ClusterClient cluster) {
        return new UtilizationChange(id.orElse(""), words)
                .make(editor(cluster), Utilizations::ofResource);
    }
}
