// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.resource.ResourceDeleteCommand;
import dev.mainstay.cli.resource.ResourceUpdateCommand;
import picocli.CommandLine.Command;

/** The family of fencing. */
@Command(
        name = "stonith",
        description = "Fencing: devices, history, confirming by hand.",
        subcommands = {
            FencingCreateCommand.class, ResourceUpdateCommand.class,
            ResourceDeleteCommand.class, FencingConfigCommand.class,
            FencingHistoryCommand.class, FencingConfirmCommand.class, FencingListCommand.class,
            FencingDescribeCommand.class})
public final class FencingCommand {}
