// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.Assignments;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes the values of a block of defaults. */
@Command(
        name = "update",
        description = "Changes values of a block of defaults; an empty value removes one.",
        footer = {
            "",
            "Example:",
            "  mainstay resource defaults set update nights resource-stickiness=5"})
public final class DefaultsSetUpdateCommand extends ChangeVerb {

    private static final String META = "meta";

    @Spec
    private CommandSpec self;

    @Parameters(index = "0", paramLabel = "ID", description = "The block.")
    private String id = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description = "Its values; 'meta' may stand before them.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        DefaultsKind kind = DefaultsKind.of(self);
        Map<String, String> values = Assignments.parse(
                words.getFirst().equals(META) ? words.subList(1, words.size()) : words, "'set'");
        return editor(cluster).edit("Changed " + id + ".", configuration -> List.of(Edits.put(
                kind.section(),
                AttributeSets.with(DefaultsSets.get(kind, configuration, id), values))));
    }
}
