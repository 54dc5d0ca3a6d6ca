// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.proto.v1.ChangeTicketRequest;
import picocli.CommandLine.Command;

/** Lets what a ticket allows run again. */
@Command(
        name = "unstandby",
        description = "Lets what a ticket allows run again.",
        footer = {
            "",
            "Example:",
            "  mainstay ticket unstandby siteA"})
public final class TicketUnstandbyCommand extends TicketVerb {

    @Override
    protected ChangeTicketRequest.Builder asked() {
        return ChangeTicketRequest.newBuilder().setStandby(false);
    }

    @Override
    protected String done(String ticket) {
        return "Took ticket " + ticket + " off standby.";
    }
}
