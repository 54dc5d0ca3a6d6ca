// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.ColocationWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Places one resource where another one is, or away from it. */
@Command(
        name = "add",
        description = "Places a resource where another one runs, or away from it.",
        customSynopsis = {
            "mainstay constraint colocation add [ROLE] RESOURCE with [ROLE] RESOURCE",
            "                                   [score=SCORE] [node-attribute=NAME]"
                    + " [influence=BOOLEAN]",
            "                                   [id=ID] [OPTIONS]"})
public final class ColocationAddCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above. The first resource follows the second; a negative score keeps"
                    + " it away; without one, INFINITY.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        ColocationWords colocation = ColocationWords.parse(words);
        String relation = colocation.score().startsWith("-") ? " away from " : " with ";
        return editor(cluster).edit(
                "Placed " + colocation.dependent() + relation + colocation.primary() + ".",
                configuration -> List.of(
                        Edits.put(Constraints.colocation(configuration, colocation))));
    }
}
