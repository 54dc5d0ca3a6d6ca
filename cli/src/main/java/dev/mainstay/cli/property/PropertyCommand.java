// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.property;

import picocli.CommandLine.Command;

/** The family of cluster options. */
@Command(
        name = "property",
        description = "Options of the whole cluster.",
        subcommands = {
            PropertySetCommand.class, PropertyUnsetCommand.class, PropertyConfigCommand.class})
public final class PropertyCommand {}
