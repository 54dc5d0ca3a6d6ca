// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.model.AgentName;
import dev.mainstay.proto.v1.AgentParameter;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import dev.mainstay.transition.Task;

/** Metadata of resource agents, as far as what is recorded of operations depends on it. */
public final class MetadataMessages {

    private MetadataMessages() {}

    public static GetMetadataRequest request(AgentName agent) {
        return GetMetadataRequest.newBuilder().setAgent(IdentityMessages.message(agent)).build();
    }

    public static AgentDeclaration declaration(ResourceAgentMetadata metadata) {
        return new AgentDeclaration(
                metadata.getOperationsList().stream()
                        .anyMatch(action -> action.getName().equals(Task.RELOAD_AGENT.ocfName())),
                metadata.getParametersList().stream()
                        .filter(parameter -> !parameter.getReloadable())
                        .map(AgentParameter::getName).sorted().toList(),
                metadata.getParametersList().stream()
                        .filter(AgentParameter::getSecret)
                        .map(AgentParameter::getName).sorted().toList());
    }
}
