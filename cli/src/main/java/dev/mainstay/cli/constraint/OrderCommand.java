// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.OrderWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts an action of one resource before one of another. */
@Command(
        name = "order",
        description = "Puts an action of one resource before one of another.",
        customSynopsis = {
            "mainstay constraint order [ACTION] RESOURCE then [ACTION] RESOURCE",
            "                          [kind=KIND] [symmetrical=BOOLEAN] [require-all=BOOLEAN]"
                    + " [id=ID]",
            "                          [OPTIONS]",
            "mainstay constraint order set RESOURCE... [set RESOURCE...]...",
            "mainstay constraint order delete ID...",
            "mainstay constraint order config"},
        subcommands = {
            OrderSetCommand.class, ConstraintDeleteCommand.class, ConstraintConfigCommand.class})
public final class OrderCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above. Actions are start (unless given), stop, promote and demote;"
                    + " kinds are Mandatory (unless given), Optional and Serialize.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        OrderWords order = OrderWords.parse(words);
        return editor(cluster).edit("Ordered " + order.first() + " before " + order.then() + ".",
                configuration -> List.of(
                        Edits.put(Constraints.order(configuration, order))));
    }
}
