// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import picocli.CommandLine.Command;

/** The family of tickets. */
@Command(
        name = "ticket",
        description = "Tickets, by which sites agree on who runs what. Which site holds one is said"
                + " by hand: revoke it on the one before granting it to the other.",
        subcommands = {
            TicketShowCommand.class, TicketGrantCommand.class, TicketRevokeCommand.class,
            TicketStandbyCommand.class, TicketUnstandbyCommand.class, TicketCleanupCommand.class})
public final class TicketCommand {}
