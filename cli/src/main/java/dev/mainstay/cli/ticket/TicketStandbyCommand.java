// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.proto.v1.ChangeTicketRequest;
import picocli.CommandLine.Command;

/** Stops what a ticket allows and keeps the ticket. */
@Command(
        name = "standby",
        description = "Stops what a ticket allows, without the loss policy, and keeps the ticket.",
        footer = {
            "",
            "Example:",
            "  mainstay ticket standby siteA --wait"})
public final class TicketStandbyCommand extends TicketVerb {

    @Override
    protected ChangeTicketRequest.Builder asked() {
        return ChangeTicketRequest.newBuilder().setStandby(true);
    }

    @Override
    protected String done(String ticket) {
        return "Put ticket " + ticket + " on standby.";
    }
}
