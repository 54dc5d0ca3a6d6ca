// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.ResourceText;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how resources are configured; fence devices have a family of their own. */
@Command(
        name = "config",
        description = "Shows how resources are configured.",
        footer = {
            "",
            "Example:",
            "  mainstay resource config web -o yaml"})
public final class ResourceConfigCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Only these.")
    private List<String> ids = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        List<Resource> shown = ids.isEmpty()
                ? configuration.getResourcesList().stream()
                        .filter(resource -> !Resources.isFenceDevice(resource)).toList()
                : ids.stream().map(id -> Resources.get(configuration, id)).toList();
        output.tree(Map.of("resources", shown.stream().map(MessageTree::sparse).toList()),
                palette -> ResourceText.format(shown));
        return ExitCode.OK;
    }
}
