// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.stonith;

import dev.mainstay.cli.resource.ResourceDeleteCommand;
import dev.mainstay.cli.resource.ResourceUpdateCommand;
import picocli.CommandLine.Command;

/** The family of fencing. */
@Command(name = "stonith", description = "Fencing: devices, history, confirming by hand.", subcommands = {
    StonithCreateCommand.class, ResourceUpdateCommand.class, ResourceDeleteCommand.class,
    StonithConfigCommand.class, StonithHistoryCommand.class, StonithConfirmCommand.class,
    StonithListCommand.class, StonithDescribeCommand.class})
public final class StonithCommand {
}
