// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.model.AgentName;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.transition.ActionId;
import java.util.Optional;

/** Names of actions and of resource agents. */
final class IdentityMessages {

    private IdentityMessages() {}

    static AgentActionId message(ActionId id) {
        return AgentActionId.newBuilder()
                .setTransition(id.transition())
                .setNumber(id.number())
                .build();
    }

    static ActionId value(AgentActionId message) {
        return new ActionId(message.getTransition(), message.getNumber());
    }

    static ResourceAgentSpec message(AgentName agent) {
        return ResourceAgentSpec.newBuilder()
                .setStandard(agent.standard())
                .setProvider(agent.provider().orElse(""))
                .setType(agent.type())
                .build();
    }

    static AgentName value(ResourceAgentSpec message) {
        return new AgentName(
                message.getStandard(),
                Optional.of(message.getProvider()).filter(provider -> !provider.isEmpty()),
                message.getType());
    }
}
