// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.relocate;

import picocli.CommandLine.Command;

/** Brings resources to their best places. */
@Command(
        name = "relocate",
        description = "Resources that stickiness keeps away from their best node: show them, bring"
                + " them there.",
        subcommands = {
            RelocateShowCommand.class, RelocateDryRunCommand.class, RelocateRunCommand.class,
            RelocateClearCommand.class})
public final class RelocateCommand {}
