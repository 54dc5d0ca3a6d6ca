// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.Assignments;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets defaults that hold always. */
@Command(
        name = "update",
        description = "Sets defaults that hold without a rule; an empty value removes one.",
        footer = {
            "",
            "Example:",
            "  mainstay resource defaults update resource-stickiness=100"})
public final class DefaultsUpdateCommand extends ChangeVerb {

    @Spec
    private CommandSpec self;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "For example resource-stickiness=100, or timeout=30s for operations.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        Map<String, String> values = Assignments.parse(words, "'defaults update'");
        DefaultsKind kind = DefaultsKind.of(self);
        return editor(cluster).edit("Set " + String.join(", ", values.keySet()) + ".",
                configuration -> values.entrySet().stream()
                        .map(value -> Edits.setProperty(
                                kind.section(), value.getKey(), value.getValue()))
                        .toList());
    }
}
