// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import picocli.CommandLine.Command;

/** The family of single machines; {@code node run} is added where the families meet. */
@Command(
        name = "node",
        description = "Single machines: run one, empty it, set its attributes.",
        subcommands = {
            NodeStandbyCommand.class, NodeUnstandbyCommand.class, NodeAttributeCommand.class,
            NodeUtilizationCommand.class, NodeMaintenanceCommand.class,
            NodeUnmaintenanceCommand.class, NodeDrainCommand.class, NodeRemoveCommand.class})
public final class NodeCommand {}
