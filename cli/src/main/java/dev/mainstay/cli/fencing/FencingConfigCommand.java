// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.ResourceText;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how fence devices are configured. */
@Command(
        name = "config",
        description = "Shows how fence devices are configured.",
        footer = {
            "",
            "Example:",
            "  mainstay stonith config"})
public final class FencingConfigCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Only these.")
    private List<String> ids = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        List<Resource> devices = cluster.currentConfiguration().getConfiguration()
                .getResourcesList().stream().filter(Resources::isFenceDevice).toList();
        List<String> known = devices.stream().map(Resources::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw CommandFailure.refused("There is no fence device '" + id + "'.",
                        known.isEmpty() ? "None is configured yet."
                                : "Devices are " + String.join(", ", known) + ".");
            }
        }
        List<Resource> shown = devices.stream()
                .filter(device -> ids.isEmpty() || ids.contains(Resources.id(device)))
                .toList();
        output.tree(Map.of("devices", shown.stream().map(MessageTree::sparse).toList()),
                palette -> ResourceText.format(shown));
        return ExitCode.OK;
    }
}
