// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import picocli.CommandLine.Command;

/** The family of membership. */
@Command(
        name = "cluster",
        description = "Founding a cluster, admitting nodes, starting and stopping them.",
        subcommands = {
            ClusterInitCommand.class, ClusterTokenCommand.class, ClusterJoinCommand.class,
            ClusterStatusCommand.class, ClusterStartCommand.class, ClusterStopCommand.class,
            ClusterRestartCommand.class, ClusterNodeCommand.class})
public final class ClusterCommand {}
