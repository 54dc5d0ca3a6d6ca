// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows or sets what holds for every operation that does not say otherwise. */
@Command(
        name = "defaults",
        description = "Shows or sets what holds for every operation that does not say otherwise.",
        footer = {
            "",
            "Example:",
            "  mainstay resource op defaults timeout=60s"})
public final class ResourceOpDefaultsCommand extends ChangeVerb {

    @Parameters(
            paramLabel = "NAME=VALUE",
            description = "What to set; an empty value removes one (default: shows all).")
    private List<String> words = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        if (!words.isEmpty()) {
            return super.run(cluster, output);
        }
        Map<String, String> values = AttributeSets.values(
                cluster.currentConfiguration().getConfiguration().getOperationDefaultsList());
        TextTable table = new TextTable();
        values.forEach((name, value) -> table.row(name, value));
        output.tree(values, palette -> table.format(""));
        return ExitCode.OK;
    }

    @Override
    protected Change change(ClusterClient cluster) {
        Map<String, String> values = Assignments.parse(words, "'defaults'");
        return editor(cluster).edit("Set " + String.join(", ", values.keySet()) + ".",
                configuration -> values.entrySet().stream()
                        .map(value -> Edits.setProperty(ConfigurationSection.OPERATION_DEFAULTS,
                                value.getKey(), value.getValue()))
                        .toList());
    }
}
