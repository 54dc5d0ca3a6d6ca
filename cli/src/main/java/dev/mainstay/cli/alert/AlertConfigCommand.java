// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.Alerts;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows alerts with their recipients. */
@Command(
        name = "config",
        description = "Shows alerts with their recipients.",
        footer = {
            "",
            "Example:",
            "  mainstay alert config -o json"})
public final class AlertConfigCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "ALERT", description = "Only these.")
    private List<String> ids = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        List<Alert> shown = ids.isEmpty()
                ? configuration.getAlertsList()
                : ids.stream().map(id -> Alerts.get(configuration, id)).toList();
        output.tree(Map.of("alerts", shown.stream().map(MessageTree::sparse).toList()),
                palette -> shown.stream().map(alert -> AlertText.format(alert, palette))
                        .collect(Collectors.joining()));
        return ExitCode.OK;
    }
}
