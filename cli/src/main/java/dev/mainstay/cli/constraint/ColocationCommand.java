// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import picocli.CommandLine.Command;

/** The family of colocations. */
@Command(
        name = "colocation",
        description = "Keeps resources on one machine, or apart.",
        subcommands = {
            ColocationAddCommand.class, ColocationSetCommand.class, ConstraintDeleteCommand.class,
            ConstraintConfigCommand.class})
public final class ColocationCommand {}
