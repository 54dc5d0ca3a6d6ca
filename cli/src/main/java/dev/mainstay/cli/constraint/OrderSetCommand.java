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

/** Orders sets of resources, one set after the other. */
@Command(
        name = "set",
        description = "Orders sets of resources, one set after the other.",
        customSynopsis = {
            "mainstay constraint order set RESOURCE... [sequential=BOOLEAN] [require-all=BOOLEAN]",
            "                              [action=ACTION] [set RESOURCE...]...",
            "                              [setoptions [id=ID] [kind=KIND] [symmetrical=BOOLEAN]]"
                    + " [OPTIONS]"})
public final class OrderSetCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above. Members of a set come one after the other unless it"
                    + " is sequential=false.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        SetWords sets = SetConstraints.parseOrder(SetWords.afterFirstSet(words));
        return editor(cluster).edit("Ordered " + sets.members() + ".",
                configuration -> List.of(
                        Edits.put(SetConstraints.order(configuration, sets))));
    }
}
