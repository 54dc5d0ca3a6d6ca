// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.LocationWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prefers or avoids nodes for a resource. */
@Command(
        name = "location",
        description = "Makes a resource prefer or avoid nodes.",
        customSynopsis = {
            "mainstay constraint location RESOURCE prefers|avoids NODE[=SCORE]... [OPTIONS]",
            "mainstay constraint location delete ID...",
            "mainstay constraint location config"},
        subcommands = {ConstraintDeleteCommand.class, ConstraintConfigCommand.class})
public final class LocationCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above; without a score, INFINITY: there if anyhow possible, or never"
                    + " there.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        LocationWords location = LocationWords.parse(words);
        return editor(cluster).edit(
                "Constrained where " + location.resource() + " runs.",
                configuration -> Constraints.location(configuration, location));
    }
}
