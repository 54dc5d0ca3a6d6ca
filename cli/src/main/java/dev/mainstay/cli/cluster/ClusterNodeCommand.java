// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import picocli.CommandLine.Command;

/** The family of remote machines, as seen from the cluster. */
@Command(
        name = "node",
        description = "Remote machines, which run the agent alone.",
        subcommands = {AddRemoteCommand.class, DeleteRemoteCommand.class})
public final class ClusterNodeCommand {}
