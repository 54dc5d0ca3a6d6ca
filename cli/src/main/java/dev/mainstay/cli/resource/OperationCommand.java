// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.defaults.DefaultsCommand;
import picocli.CommandLine.Command;

/** The family of operations. */
@Command(
        name = "op",
        description = "Operations of resources.",
        subcommands = DefaultsCommand.class)
public final class OperationCommand {}
