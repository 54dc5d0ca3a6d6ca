// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.RuleConstraints;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.LocationRuleWords;
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
            "mainstay constraint location RESOURCE rule [id=ID] [constraint-id=ID]"
                    + " [role=ROLE]",
            "                             [resource-discovery=always|never|exclusive]",
            "                             [score=SCORE|score-attribute=NAME] EXPRESSION [OPTIONS]",
            "mainstay constraint location delete ID...",
            "mainstay constraint location config"},
        footer = {
            "",
            "An expression is made of conditions, 'and' (which binds tighter), 'or' and"
                    + " parentheses:",
            "  [not_]defined ATTRIBUTE",
            "  ATTRIBUTE lt|gt|lte|gte|eq|ne [string|integer|number|version] VALUE",
            "  date gt|lt DATE",
            "  date in_range [DATE] to DATE",
            "  date in_range DATE to duration hours=|days=|weeks=|months=|years=NUMBER...",
            "  date-spec hours=|weekdays=|monthdays=|months=|years=...RANGE...",
            "Beside the nodes' own attributes there are #uname, #id, #kind, #is_dc, #cluster-name"
                    + " and",
            "#site-name. For example: web rule score=500 '#uname eq n1 and date-spec hours=9-16'"},
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
        if (LocationRuleWords.isMeant(words)) {
            LocationRuleWords rule = LocationRuleWords.parse(words);
            return editor(cluster).edit(
                    "Constrained where " + rule.target().text() + " runs, by a rule.",
                    configuration -> List.of(
                            Edits.put(RuleConstraints.location(configuration, rule))));
        }
        LocationWords location = LocationWords.parse(words);
        return editor(cluster).edit(
                "Constrained where " + location.resource() + " runs.",
                configuration -> Constraints.location(configuration, location));
    }
}
