// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Alerts;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes recipients. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes recipients. An alert that has none left runs without one.",
        footer = {
            "",
            "Example:",
            "  mainstay alert recipient delete tell-recipient"})
public final class RecipientDeleteCommand extends ChangeVerb {

    @Parameters(arity = "1..*", paramLabel = "RECIPIENT", description = "The recipients.")
    private List<String> recipients = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Deleted " + String.join(", ", recipients) + ".",
                configuration -> recipients.stream()
                        .map(id -> Alerts.ofRecipient(configuration, id))
                        .map(Alert::getId)
                        .distinct()
                        .map(id -> Alerts.get(configuration, id))
                        .map(alert -> Edits.put(Alerts.without(alert, recipients)))
                        .toList());
    }
}
