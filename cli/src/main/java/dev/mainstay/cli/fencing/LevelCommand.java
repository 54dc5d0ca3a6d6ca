// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import picocli.CommandLine.Command;

/** Fencing levels: which devices fence a node, and in which order. */
@Command(
        name = "level",
        description = "Fencing levels: which devices fence a node, and in which order.",
        subcommands = {
            LevelConfigCommand.class, LevelAddCommand.class, LevelDeleteCommand.class,
            LevelClearCommand.class, LevelVerifyCommand.class})
public final class LevelCommand {}
