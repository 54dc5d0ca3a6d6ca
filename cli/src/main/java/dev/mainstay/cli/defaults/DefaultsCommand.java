// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import picocli.CommandLine.Command;

/** The family of defaults, of resources or of operations. */
@Command(
        name = "defaults",
        description = "What holds for all of them that do not say otherwise.",
        subcommands = {
            DefaultsConfigCommand.class, DefaultsSetCommand.class, DefaultsUpdateCommand.class})
public final class DefaultsCommand {}
