// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Alerts;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes an alert. */
@Command(
        name = "update",
        description = "Changes an alert; an empty value removes an option.",
        customSynopsis = {
            "mainstay alert update ALERT [path=PROGRAM] [description=TEXT] [options NAME=VALUE...]",
            "                      [meta NAME=VALUE...] [select EVENT...|select default]"
                    + " [OPTIONS]"},
        footer = {
            "",
            "Example:",
            "  mainstay alert update tell meta enabled=false"})
public final class AlertUpdateCommand extends ChangeVerb {

    private static final List<String> NAMES = List.of("path", "description");

    @Parameters(index = "0", paramLabel = "ALERT", description = "The alert.")
    private String id = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        AlertWords parsed = AlertWords.ofAlert(words, NAMES);
        parsed.requireSomething();
        parsed.requireIfGiven("path", "path=/etc/mainstay/tell.sh");
        return editor(cluster).edit("Changed alert " + id + ".",
                configuration -> List.of(Edits.put(changed(configuration, parsed))));
    }

    private Alert changed(Configuration configuration, AlertWords words) {
        Alert.Builder alert = Alerts.get(configuration, id).toBuilder();
        words.own().forEach((name, value) -> {
            if (name.equals("path")) {
                alert.setPath(value);
            } else if (value.isEmpty()) {
                alert.clearDescription();
            } else {
                alert.setDescription(value);
            }
        });
        return AlertSelection.selecting(Alerts.with(alert.build(), words.options(), words.meta(),
                new ElementIds(configuration)), words.select());
    }
}
