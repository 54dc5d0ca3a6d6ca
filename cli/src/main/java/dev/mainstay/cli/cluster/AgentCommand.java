// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import picocli.CommandLine.Command;

/** The family of remote machines, as seen from there; {@code agent run} is added above. */
@Command(
        name = "agent",
        description = "Remote machines: they run the agent alone, and no part of the log.",
        subcommands = AgentJoinCommand.class)
public final class AgentCommand {}
