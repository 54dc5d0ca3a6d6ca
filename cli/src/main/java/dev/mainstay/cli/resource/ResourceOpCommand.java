// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.defaults.DefaultsCommand;
import picocli.CommandLine.Command;

/** The operations of a resource. */
@Command(
        name = "op",
        description = "Operations of a resource: add one, delete one, set defaults.",
        subcommands = {
            ResourceOpAddCommand.class, ResourceOpDeleteCommand.class,
            DefaultsCommand.class})
public final class ResourceOpCommand {}
