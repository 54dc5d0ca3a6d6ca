// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.proto.v1.ChangeTicketRequest;
import picocli.CommandLine.Command;

/** Takes a ticket from this site. */
@Command(
        name = "revoke",
        description = "Takes a ticket from this site: what it allows ends by its loss policy.",
        footer = {
            "",
            "Example:",
            "  mainstay ticket revoke siteA --wait"})
public final class TicketRevokeCommand extends TicketVerb {

    @Override
    protected ChangeTicketRequest.Builder asked() {
        return ChangeTicketRequest.newBuilder().setGranted(false);
    }

    @Override
    protected String done(String ticket) {
        return "Revoked ticket " + ticket + " from this site.";
    }
}
