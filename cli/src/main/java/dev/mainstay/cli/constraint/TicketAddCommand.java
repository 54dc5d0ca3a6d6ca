// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.TicketWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ties a resource to a ticket. */
@Command(
        name = "add",
        description = "Lets a resource run only while this site holds a ticket.",
        customSynopsis = {
            "mainstay constraint ticket add TICKET [ROLE] RESOURCE [loss-policy=POLICY] [id=ID]",
            "                               [OPTIONS]"})
public final class TicketAddCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "As above. Policies are stop (unless given), demote, fence and freeze.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        TicketWords ticket = TicketWords.parse(words);
        return editor(cluster).edit(
                "Tied " + ticket.resource() + " to ticket " + ticket.ticket() + ".",
                configuration -> List.of(Edits.put(Constraints.ticket(configuration, ticket))));
    }
}
