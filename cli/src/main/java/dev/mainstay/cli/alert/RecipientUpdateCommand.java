// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Alerts;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.Alert.Recipient;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes a recipient. */
@Command(
        name = "update",
        description = "Changes a recipient of an alert; an empty value removes an option.",
        customSynopsis = {
            "mainstay alert recipient update RECIPIENT [value=VALUE] [description=TEXT]",
            "                                [options NAME=VALUE...] [meta NAME=VALUE...]"
                    + " [OPTIONS]"},
        footer = {
            "",
            "Example:",
            "  mainstay alert recipient update tell-recipient meta timestamp-format=%%s"})
public final class RecipientUpdateCommand extends ChangeVerb {

    private static final List<String> NAMES = List.of("value", "description");

    @Parameters(index = "0", paramLabel = "RECIPIENT", description = "The recipient.")
    private String id = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        AlertWords parsed = AlertWords.ofRecipient(words, NAMES);
        parsed.requireSomething();
        parsed.requireIfGiven("value", "value=admin@example.com");
        return editor(cluster).edit("Changed recipient " + id + ".",
                configuration -> List.of(Edits.put(changed(configuration, parsed))));
    }

    private Alert changed(Configuration configuration, AlertWords words) {
        Alert alert = Alerts.ofRecipient(configuration, id);
        Recipient.Builder recipient = Alerts.recipient(alert, id).toBuilder();
        words.own().forEach((name, value) -> {
            if (name.equals("value")) {
                recipient.setValue(value);
            } else if (value.isEmpty()) {
                recipient.clearDescription();
            } else {
                recipient.setDescription(value);
            }
        });
        if (!force()) {
            Alerts.refuseTwice(alert, id, recipient.getValue());
        }
        return Alerts.with(alert, Alerts.with(recipient.build(), words.options(), words.meta(),
                new ElementIds(configuration)));
    }
}
