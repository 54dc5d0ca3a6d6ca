// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.bundle.BundleCommand;
import dev.mainstay.cli.defaults.DefaultsCommand;
import dev.mainstay.cli.relocate.RelocateCommand;
import dev.mainstay.cli.template.TemplateCommand;
import picocli.CommandLine.Command;

/** The family of services. */
@Command(
        name = "resource",
        description = "Services: make, change, move, describe them.",
        subcommands = {
            ResourceCreateCommand.class, ResourceDeleteCommand.class,
            ResourceUpdateCommand.class, ResourceEnableCommand.class,
            ResourceDisableCommand.class, ResourceConfigCommand.class,
            ResourceMoveCommand.class, ResourceCleanupCommand.class,
            ResourceRefreshCommand.class, ResourceListCommand.class,
            ResourceDescribeCommand.class, GroupCommand.class, ResourceMetaCommand.class,
            ResourceOpCommand.class, ResourceCloneCommand.class,
            ResourcePromotableCommand.class, ResourceUncloneCommand.class,
            ResourceManageCommand.class, ResourceUnmanageCommand.class,
            ResourceRestartCommand.class, ResourceBanCommand.class,
            ResourceClearCommand.class, RelocateCommand.class, ResourceFailcountCommand.class,
            ResourceUtilizationCommand.class, DefaultsCommand.class, BundleCommand.class,
            TemplateCommand.class})
public final class ResourceCommand {}
