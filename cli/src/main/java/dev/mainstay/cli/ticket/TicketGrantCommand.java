// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.proto.v1.ChangeTicketRequest;
import picocli.CommandLine.Command;

/** Gives this site a ticket. */
@Command(
        name = "grant",
        description = "Gives this site a ticket. Make sure that no other site holds it.",
        footer = {
            "",
            "Example:",
            "  mainstay ticket grant siteA --wait"})
public final class TicketGrantCommand extends TicketVerb {

    @Override
    protected ChangeTicketRequest.Builder asked() {
        return ChangeTicketRequest.newBuilder().setGranted(true);
    }

    @Override
    protected String done(String ticket) {
        return "Granted ticket " + ticket + " to this site.";
    }
}
