// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.OperationEdits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets the cluster start and stop resources again. */
@Command(
        name = "manage",
        description = "Lets the cluster start and stop resources again.",
        footer = {
            "",
            "While unmanaged, a resource is watched, but neither started, stopped nor recovered.",
            "",
            "Example:",
            "  mainstay resource manage web"})
public final class ResourceManageCommand extends ResourcesVerb {

    @Option(names = "--monitor", description = "Switches their monitors on again too.")
    private boolean monitor;

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Managed: " + text() + ".", this::edits);
    }

    private List<ConfigurationEdit> edits(Configuration configuration) {
        List<ConfigurationEdit> edits = meta(configuration, Map.of("is-managed", ""));
        return monitor
                ? edits.stream()
                        .map(edit -> Edits.put(
                                OperationEdits.withMonitors(edit.getPutResource(), true)))
                        .toList()
                : edits;
    }
}
