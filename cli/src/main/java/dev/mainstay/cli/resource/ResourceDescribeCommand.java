// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.agent.AgentDescription;
import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.DescribeAgentReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows an agent's options and operations. */
@Command(
        name = "describe",
        description = "Shows an agent's options and operations.",
        footer = {
            "",
            "Example:",
            "  mainstay resource describe ocf:heartbeat:IPaddr2"})
public final class ResourceDescribeCommand extends ClusterVerb {

    @Parameters(paramLabel = "AGENT", description = "[STANDARD:[PROVIDER:]]TYPE")
    private String agent = "";

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        AgentLookup lookup = new AgentLookup(cluster, false);
        AgentText wanted = AgentText.parse(agent);
        DescribeAgentReply reply =
                lookup.describe(wanted.isComplete() ? wanted : lookup.only(wanted));
        output.show(reply, palette -> AgentDescription.format(reply, palette));
        return ExitCode.OK;
    }
}
