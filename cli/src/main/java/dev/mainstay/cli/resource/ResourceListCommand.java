// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.agent.AgentListing;
import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the agents that resources can be made with. */
@Command(
        name = "list",
        description = "Lists the agents that resources can be made with.",
        footer = {
            "",
            "Example:",
            "  mainstay resource list IPaddr"})
public final class ResourceListCommand extends ClusterVerb {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILTER",
            defaultValue = "",
            description = "Only agents whose name contains this.")
    private String filter = "";

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        AgentListing.resourceAgents(cluster, output, filter);
        return ExitCode.OK;
    }
}
