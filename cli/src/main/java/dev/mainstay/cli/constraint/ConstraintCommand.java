// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import picocli.CommandLine.Command;

/** The family of constraints. */
@Command(
        name = "constraint",
        description = "Where, in which order and beside what resources run.",
        subcommands = {
            LocationCommand.class, OrderCommand.class, ColocationCommand.class,
            TicketConstraintCommand.class,
            ConstraintDeleteCommand.class, ConstraintConfigCommand.class})
public final class ConstraintCommand {}
