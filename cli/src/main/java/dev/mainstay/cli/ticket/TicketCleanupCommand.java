// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.CleanupTicketRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets a ticket. */
@Command(
        name = "cleanup",
        description = "Forgets all that is known of a ticket, as if it had never been granted.",
        footer = {
            "",
            "Example:",
            "  mainstay ticket cleanup siteA"})
public final class TicketCleanupCommand extends ChangeVerb {

    @Parameters(paramLabel = "TICKET", description = "The ticket.")
    private String ticket = "";

    @Override
    protected Change change(ClusterClient cluster) {
        CleanupTicketRequest request = CleanupTicketRequest.newBuilder()
                .setContext(context()).setTicket(ticket).build();
        return Change.at(cluster.tickets(stub -> stub.cleanup(request)).getIndex(),
                "Forgot ticket " + ticket + ".");
    }
}
