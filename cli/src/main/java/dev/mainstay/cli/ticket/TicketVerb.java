// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ChangeTicketRequest;
import picocli.CommandLine.Parameters;

/** A verb that changes what this site may do with a ticket. */
abstract class TicketVerb extends ChangeVerb {

    @Parameters(paramLabel = "TICKET", description = "The ticket.")
    private String ticket = "";

    @Override
    protected final Change change(ClusterClient cluster) {
        ChangeTicketRequest request = asked().setContext(context()).setTicket(ticket).build();
        return Change.at(cluster.tickets(stub -> stub.change(request)).getIndex(), done(ticket));
    }

    /** What is to be different. */
    protected abstract ChangeTicketRequest.Builder asked();

    /** One sentence about what was done. */
    protected abstract String done(String ticket);
}
