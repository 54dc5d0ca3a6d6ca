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

/** Keeps the cluster from starting and stopping resources. */
@Command(
        name = "unmanage",
        description = "Keeps the cluster from starting and stopping resources.",
        footer = {
            "",
            "While unmanaged, a resource is watched, but neither started, stopped nor recovered.",
            "",
            "Example:",
            "  mainstay resource unmanage web"})
public final class ResourceUnmanageCommand extends ResourcesVerb {

    @Option(names = "--monitor", description = "Switches their monitors off too.")
    private boolean monitor;

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Unmanaged: " + text() + ".", this::edits);
    }

    private List<ConfigurationEdit> edits(Configuration configuration) {
        List<ConfigurationEdit> edits = meta(configuration, Map.of("is-managed", "false"));
        return monitor
                ? edits.stream()
                        .map(edit -> Edits.put(
                                OperationEdits.withMonitors(edit.getPutResource(), false)))
                        .toList()
                : edits;
    }
}
