// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import picocli.CommandLine.Command;

/** The family of single blocks of defaults. */
@Command(
        name = "set",
        description = "Blocks of defaults, each perhaps with a rule that says when it holds.",
        subcommands = {
            DefaultsSetCreateCommand.class, DefaultsSetDeleteCommand.class,
            DefaultsSetUpdateCommand.class})
public final class DefaultsSetCommand {}
