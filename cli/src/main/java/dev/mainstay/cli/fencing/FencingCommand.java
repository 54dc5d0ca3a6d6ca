// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.resource.ResourceCleanupCommand;
import dev.mainstay.cli.resource.ResourceDeleteCommand;
import dev.mainstay.cli.resource.ResourceDisableCommand;
import dev.mainstay.cli.resource.ResourceEnableCommand;
import dev.mainstay.cli.resource.ResourceFailcountCommand;
import dev.mainstay.cli.resource.ResourceMetaCommand;
import dev.mainstay.cli.resource.ResourceOpCommand;
import dev.mainstay.cli.resource.ResourceRefreshCommand;
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
            FencingDescribeCommand.class, FencingFenceCommand.class, LevelCommand.class,
            ResourceEnableCommand.class, ResourceDisableCommand.class,
            ResourceMetaCommand.class, ResourceOpCommand.class, ResourceCleanupCommand.class,
            ResourceRefreshCommand.class, ResourceFailcountCommand.class})
public final class FencingCommand {}
