// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Alerts;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes alerts. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes alerts with their recipients.",
        footer = {
            "",
            "Example:",
            "  mainstay alert delete tell"})
public final class AlertDeleteCommand extends ChangeVerb {

    @Parameters(arity = "1..*", paramLabel = "ALERT", description = "The alerts.")
    private List<String> alerts = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Deleted " + String.join(", ", alerts) + ".",
                configuration -> alerts.stream()
                        .distinct()
                        .map(id -> Alerts.get(configuration, id).getId())
                        .map(id -> Edits.remove(ConfigurationSection.ALERTS, id))
                        .toList());
    }
}
