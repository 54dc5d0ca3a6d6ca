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

/** Gives an alert a recipient. */
@Command(
        name = "add",
        description = "Gives an alert a recipient: an address, a file, whatever its program knows.",
        customSynopsis = {
            "mainstay alert recipient add ALERT value=VALUE [id=ID] [description=TEXT]",
            "                             [options NAME=VALUE...] [meta NAME=VALUE...] [OPTIONS]"},
        footer = {
            "",
            "Options of a recipient go before those of its alert.",
            "",
            "Example:",
            "  mainstay alert recipient add tell value=admin@example.com meta timeout=1min"})
public final class RecipientAddCommand extends ChangeVerb {

    private static final List<String> NAMES = List.of("value", "id", "description");

    @Parameters(index = "0", paramLabel = "ALERT", description = "The alert.")
    private String alert = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        AlertWords parsed = AlertWords.ofRecipient(words, NAMES);
        String value = parsed.required("value", "value=admin@example.com");
        return editor(cluster).edit("Alert " + alert + " tells " + value + ".",
                configuration -> List.of(Edits.put(with(configuration, parsed, value))));
    }

    private Alert with(Configuration configuration, AlertWords words, String value) {
        Alert told = Alerts.get(configuration, alert);
        if (!force()) {
            Alerts.refuseTwice(told, "", value);
        }
        ElementIds ids = new ElementIds(configuration);
        Recipient.Builder recipient = Recipient.newBuilder()
                .setId(ids.claim(words.own(), "id", alert + "-recipient"))
                .setValue(value);
        String description = words.own().getOrDefault("description", "");
        if (!description.isEmpty()) {
            recipient.setDescription(description);
        }
        return Alerts.with(told,
                Alerts.with(recipient.build(), words.options(), words.meta(), ids));
    }
}
