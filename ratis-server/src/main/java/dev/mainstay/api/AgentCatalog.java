// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.AgentCodec;
import dev.mainstay.codec.api.AgentDescription;
import dev.mainstay.model.AgentName;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The resource and fence agents that are installed on this machine. */
public final class AgentCatalog {

    /** Metadata comes from running a script; slow ones start an interpreter first. */
    private static final long LIMIT_SECONDS = 20;

    private final NodeAgentGrpc.NodeAgentBlockingStub agent;
    private final FenceDriverGrpc.FenceDriverBlockingStub fence;

    /** The channels lead to this machine's own agent and fence drivers. */
    public AgentCatalog(Channel agent, Channel fence) {
        this.agent = NodeAgentGrpc.newBlockingStub(agent);
        this.fence = FenceDriverGrpc.newBlockingStub(fence);
    }

    /** @throws StatusRuntimeException NOT_FOUND for an agent that is not installed here */
    AgentDescription describe(AgentName name) {
        try {
            return name.isFenceDevice()
                    ? AgentCodec.decode(name, fence().getFenceMetadata(
                            AgentCodec.fenceMetadataRequest(name)))
                    : AgentCodec.decode(name, agent().getMetadata(
                            AgentCodec.metadataRequest(name)));
        } catch (StatusRuntimeException failure) {
            throw explained(name, failure);
        }
    }

    /** Names of agents that contain the text, in any case; sorted. */
    List<String> names(String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return Stream.concat(
                AgentCodec.names(agent().listAgents(AgentCodec.listRequest(filter))).stream(),
                AgentCodec.names(fence().listFenceAgents(AgentCodec.listFenceRequest())).stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted)))
                .sorted()
                .toList();
    }

    private static StatusRuntimeException explained(
            AgentName name, StatusRuntimeException failure) {
        Status status = failure.getStatus();
        if (status.getCode() == Status.Code.NOT_FOUND) {
            return Status.NOT_FOUND.withDescription("agent " + name + " is not installed on this"
                    + " machine: install it, or list what is there with 'resource list --agents'"
                    + " or 'stonith list'").asRuntimeException();
        }
        return status.withDescription("agent " + name + ": " + status.getDescription())
                .asRuntimeException();
    }

    private NodeAgentGrpc.NodeAgentBlockingStub agent() {
        return agent.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private FenceDriverGrpc.FenceDriverBlockingStub fence() {
        return fence.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
