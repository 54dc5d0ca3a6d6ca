// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.agent.AgentDescription;
import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.DescribeAgentReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a fence agent's options. */
@Command(
        name = "describe",
        description = "Shows a fence agent's options.",
        footer = {
            "",
            "Example:",
            "  mainstay stonith describe fence_ipmilan"})
public final class FencingDescribeCommand extends ClusterVerb {

    @Parameters(paramLabel = "AGENT", description = "For example fence_ipmilan.")
    private String agent = "";

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        DescribeAgentReply reply =
                new AgentLookup(cluster, false).describe(FenceAgents.name(agent));
        output.show(reply, palette -> AgentDescription.format(reply, palette));
        return ExitCode.OK;
    }
}
