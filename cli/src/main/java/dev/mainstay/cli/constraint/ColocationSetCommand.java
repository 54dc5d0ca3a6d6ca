// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.SetConstraints;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.SetWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps sets of resources on one machine, or apart. */
@Command(
        name = "set",
        description = "Keeps sets of resources on one machine, or apart.",
        customSynopsis = {
            "mainstay constraint colocation set RESOURCE... [sequential=BOOLEAN] [role=ROLE]",
            "                                   [set RESOURCE...]...",
            "                                   [setoptions [id=ID] [score=SCORE]] [OPTIONS]"})
public final class ColocationSetCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above. Each member follows the one before it; the first set"
                    + " follows the later ones.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        SetWords sets = SetConstraints.parseColocation(SetWords.afterFirstSet(words));
        return editor(cluster).edit("Placed together " + sets.members() + ".",
                configuration -> List.of(
                        Edits.put(SetConstraints.colocation(configuration, sets))));
    }
}
