// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import picocli.CommandLine.Command;

/** The family of ticket constraints. */
@Command(
        name = "ticket",
        description = "Lets resources run only while this site holds a ticket.",
        subcommands = {
            TicketAddCommand.class, TicketSetCommand.class, TicketDeleteCommand.class,
            ConstraintConfigCommand.class})
public final class TicketConstraintCommand {}
