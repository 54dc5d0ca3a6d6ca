// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.codec;

import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.AgentMetadata.Action;
import dev.mainstay.agent.standard.AgentMetadata.Parameter;
import dev.mainstay.agent.standard.ParameterCheck;
import dev.mainstay.proto.v1.AgentOperation;
import dev.mainstay.proto.v1.AgentParameter;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import dev.mainstay.proto.v1.ValidateResponse;
import dev.mainstay.proto.v1.ValidateResponse.Problem.Kind;

/** What resource agents say of themselves. */
public final class MetadataCodec {
    private MetadataCodec() {}

    public static ResourceAgentMetadata metadata(AgentMetadata metadata) {
        return ResourceAgentMetadata.newBuilder()
                .setAgent(ActionCodec.spec(metadata.agent()))
                .setAgentVersion(metadata.agentVersion())
                .setApiVersion(metadata.apiVersion())
                .setShortDescription(metadata.texts().brief())
                .setLongDescription(metadata.texts().detailed())
                .addAllParameters(
                        metadata.parameters().stream().map(MetadataCodec::parameter).toList())
                .addAllOperations(metadata.actions().stream().map(MetadataCodec::action).toList())
                .setXml(metadata.xml())
                .build();
    }

    private static AgentParameter parameter(Parameter parameter) {
        var traits = parameter.traits();
        AgentParameter.Builder message = AgentParameter.newBuilder()
                .setName(parameter.name())
                .setType(parameter.type())
                .setRequired(traits.required())
                .setUnique(traits.unique())
                .setUniqueGroup(traits.uniqueGroup())
                .setReloadable(traits.reloadable())
                .setSecret(traits.secret())
                .setDeprecated(traits.deprecated())
                .addAllReplacedWith(traits.replacedWith())
                .setShortDescription(parameter.texts().brief())
                .setLongDescription(parameter.texts().detailed())
                .addAllOptions(parameter.options());
        parameter.defaultValue().ifPresent(message::setDefaultValue);
        return message.build();
    }

    private static AgentOperation action(Action action) {
        return AgentOperation.newBuilder()
                .setName(action.name())
                .setTimeoutMillis(action.timeout().toMillis())
                .setIntervalMillis(action.interval().toMillis())
                .setStartDelayMillis(action.startDelay().toMillis())
                .setRole(action.role())
                .setDepth(action.depth())
                .build();
    }

    public static ValidateResponse.Problem problem(ParameterCheck.Problem problem) {
        return ValidateResponse.Problem.newBuilder().setKind(switch (problem.kind()) {
            case MISSING_REQUIRED -> Kind.MISSING_REQUIRED;
            case UNKNOWN_PARAMETER -> Kind.UNKNOWN_PARAMETER;
            case WRONG_TYPE -> Kind.WRONG_TYPE;
            case REFUSED_BY_AGENT -> Kind.REFUSED_BY_AGENT;
        }).setParameter(problem.parameter()).setDetail(problem.detail()).build();
    }
}
