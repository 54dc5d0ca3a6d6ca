// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.agent;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.AgentView;
import dev.mainstay.proto.v1.ListResourceAgentsReply;
import dev.mainstay.proto.v1.ListResourceAgentsRequest;
import java.util.List;
import java.util.function.Predicate;

/** Lists agents, either those of fence devices or the others. */
public final class AgentListing {

    private static final String FENCE_PREFIX = "stonith:";

    private AgentListing() {}

    /** Shows those agents of services whose name contains the filter. */
    public static void resourceAgents(ClusterClient cluster, Output output, String filter) {
        show(cluster, output, filter, agent -> !agent.getName().startsWith(FENCE_PREFIX));
    }

    /** Shows those fence agents whose name contains the filter. */
    public static void fenceAgents(ClusterClient cluster, Output output, String filter) {
        show(cluster, output, filter, agent -> agent.getName().startsWith(FENCE_PREFIX));
    }

    private static void show(
            ClusterClient cluster, Output output, String filter, Predicate<AgentView> wanted) {
        ListResourceAgentsRequest request =
                ListResourceAgentsRequest.newBuilder().setFilter(filter).build();
        List<AgentView> agents = cluster.resources(stub -> stub.listAgents(request))
                .getAgentsList().stream().filter(wanted).toList();
        if (agents.isEmpty()) {
            throw CommandFailure.refused(filter.isEmpty() ? "This node has no such agents."
                    : "No agent's name contains '" + filter + "'.", "");
        }
        TextTable table = new TextTable();
        agents.forEach(agent -> table.row(agent.getName(), agent.getShortDescription()));
        output.show(ListResourceAgentsReply.newBuilder().addAllAgents(agents).build(),
                palette -> table.format(""));
    }
}
