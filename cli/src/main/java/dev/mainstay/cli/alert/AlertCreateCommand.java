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

/** Makes an alert. */
@Command(
        name = "create",
        description = "Makes an alert: a program that each node runs when something happens.",
        customSynopsis = {
            "mainstay alert create path=PROGRAM [id=ID] [description=TEXT] [options NAME=VALUE...]",
            "                      [meta NAME=VALUE...] [select EVENT...] [OPTIONS]"},
        footer = {
            "",
            "'options' become environment variables of the program. 'meta' knows timeout (30s),",
            "timestamp-format (%%H:%%M:%%S.%%06N, as date(1) has it) and enabled (true)."
                    + " EVENT is one",
            "of nodes, fencing, resources, attributes, attributes=NAME,...; without 'select' it is",
            "all but attributes. The program has to be there on every node.",
            "",
            "Example:",
            "  mainstay alert create path=/etc/mainstay/tell.sh id=tell meta timeout=10s \\",
            "      select nodes fencing"})
public final class AlertCreateCommand extends ChangeVerb {

    private static final List<String> NAMES = List.of("path", "id", "description");

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        AlertWords parsed = AlertWords.ofAlert(words, NAMES);
        String path = parsed.required("path", "path=/etc/mainstay/tell.sh");
        return editor(cluster).edit("Made an alert of " + path + ".",
                configuration -> List.of(Edits.put(alert(configuration, parsed, path))));
    }

    private static Alert alert(Configuration configuration, AlertWords words, String path) {
        ElementIds ids = new ElementIds(configuration);
        Alert.Builder alert = Alert.newBuilder()
                .setId(ids.claim(words.own(), "id", "alert"))
                .setPath(path);
        String description = words.own().getOrDefault("description", "");
        if (!description.isEmpty()) {
            alert.setDescription(description);
        }
        return AlertSelection.selecting(
                Alerts.with(alert.build(), words.options(), words.meta(), ids), words.select());
    }
}
