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

/** Lets sets of resources run only while the site holds a ticket. */
@Command(
        name = "set",
        description = "Lets sets of resources run only while the site holds a ticket.",
        customSynopsis = {
            "mainstay constraint ticket set RESOURCE... [role=ROLE] [set RESOURCE...]...",
            "                               setoptions ticket=TICKET [id=ID] [loss-policy=POLICY]"
                    + " [OPTIONS]"})
public final class TicketSetCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above. Policies are stop (unless given), demote, fence and freeze.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        SetWords sets = SetConstraints.parseTicket(SetWords.afterFirstSet(words));
        return editor(cluster).edit("Tied to a ticket " + sets.members() + ".",
                configuration -> List.of(
                        Edits.put(SetConstraints.ticket(configuration, sets))));
    }
}
