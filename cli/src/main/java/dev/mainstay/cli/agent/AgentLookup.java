// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.agent;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.proto.v1.AgentActionView;
import dev.mainstay.proto.v1.AgentView;
import dev.mainstay.proto.v1.DescribeAgentReply;
import dev.mainstay.proto.v1.DescribeAgentRequest;
import dev.mainstay.proto.v1.ListResourceAgentsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * Finds the agent that a user means and what it recommends.
 *
 * @param tolerant accepts an agent that the asked node does not have, if its name is complete
 */
public record AgentLookup(ClusterClient cluster, boolean tolerant) {

    /** @param actions empty where the agent is not there to be asked */
    public record Found(AgentText name, List<AgentActionView> actions) {}

    /** @throws CommandFailure where no agent, or more than one, has the name */
    public Found find(AgentText wanted) {
        AgentText name = wanted.isComplete() ? wanted : only(wanted);
        try {
            return new Found(name, describe(name).getActionsList());
        } catch (CommandFailure e) {
            if (tolerant && isNotFound(e)) {
                return new Found(name, List.of());
            }
            throw isNotFound(e) ? unknown(wanted) : e;
        }
    }

    /** What the agent says of itself. */
    public DescribeAgentReply describe(AgentText name) {
        DescribeAgentRequest request =
                DescribeAgentRequest.newBuilder().setName(name.toString()).build();
        return cluster.resources(stub -> stub.describeAgent(request));
    }

    /** The whole name of the one agent that the text may stand for. */
    public AgentText only(AgentText wanted) {
        ListResourceAgentsRequest request =
                ListResourceAgentsRequest.newBuilder().setFilter(wanted.type()).build();
        List<AgentText> matching = cluster.resources(stub -> stub.listAgents(request))
                .getAgentsList().stream()
                .map(AgentView::getName)
                .map(AgentText::parse)
                .filter(wanted::matches)
                .toList();
        // Most services are units too; a bare name has always meant the agent that knows more.
        List<AgentText> ocf = matching.stream().filter(found -> found.standard().equals("ocf"))
                .toList();
        if (wanted.standard().isEmpty() && !ocf.isEmpty()) {
            matching = ocf;
        }
        return switch (matching.size()) {
            case 0 -> throw unknown(wanted);
            case 1 -> matching.getFirst();
            default -> throw new CommandFailure(ExitCode.DATA,
                    "'" + wanted + "' may be any of "
                            + String.join(", ", matching.stream().map(Object::toString).toList())
                            + ".",
                    "Write the whole name.");
        };
    }

    private static CommandFailure unknown(AgentText wanted) {
        return new CommandFailure(ExitCode.DATA, "There is no agent '" + wanted + "'.",
                "'mainstay resource list' shows those there are; --force takes a whole name of one"
                        + " that this node does not have.");
    }

    private static boolean isNotFound(CommandFailure failure) {
        return failure.getCause() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.NOT_FOUND;
    }
}
