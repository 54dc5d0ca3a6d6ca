// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.AgentName;
import dev.mainstay.proto.v1.AgentActionView;
import dev.mainstay.proto.v1.AgentOperation;
import dev.mainstay.proto.v1.AgentParameter;
import dev.mainstay.proto.v1.AgentParameterView;
import dev.mainstay.proto.v1.AgentView;
import dev.mainstay.proto.v1.DescribeAgentReply;
import dev.mainstay.proto.v1.DescribeAgentRequest;
import dev.mainstay.proto.v1.FenceAgentMetadata;
import dev.mainstay.proto.v1.FenceOperation;
import dev.mainstay.proto.v1.FenceParameter;
import dev.mainstay.proto.v1.GetFenceMetadataRequest;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.ListAgentsRequest;
import dev.mainstay.proto.v1.ListAgentsResponse;
import dev.mainstay.proto.v1.ListFenceAgentsRequest;
import dev.mainstay.proto.v1.ListFenceAgentsResponse;
import dev.mainstay.proto.v1.ListResourceAgentsReply;
import dev.mainstay.proto.v1.ListResourceAgentsRequest;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import java.util.List;
import java.util.Optional;

/** Agents' metadata between the node agent, the fence drivers and the operator. */
public final class AgentCodec {

    private AgentCodec() {}

    /** Reads {@code ocf:provider:type} or {@code standard:type}. */
    public static AgentName name(String text) {
        // A unit of systemd may have a colon in its own name.
        String[] parts = text.split(":", text.startsWith("systemd:") ? 2 : -1);
        boolean complete = parts.length >= 2 && parts.length <= 3
                && List.of(parts).stream().noneMatch(String::isBlank);
        if (!complete) {
            throw new MalformedRequest("name", "\"" + text + "\" is no agent: expected"
                    + " ocf:PROVIDER:TYPE, systemd:TYPE, lsb:TYPE or stonith:TYPE");
        }
        return parts.length == 3
                ? new AgentName(parts[0], Optional.of(parts[1]), parts[2])
                : new AgentName(parts[0], Optional.empty(), parts[1]);
    }

    public static AgentName decode(DescribeAgentRequest request) {
        return name(Fields.required("name", request.getName()));
    }

    public static String decode(ListResourceAgentsRequest request) {
        return request.getFilter();
    }

    public static GetMetadataRequest metadataRequest(AgentName agent) {
        return GetMetadataRequest.newBuilder().setAgent(ResourceAgentSpec.newBuilder()
                .setStandard(agent.standard())
                .setProvider(agent.provider().orElse(""))
                .setType(agent.type())).build();
    }

    public static GetFenceMetadataRequest fenceMetadataRequest(AgentName agent) {
        return GetFenceMetadataRequest.newBuilder().setAgent(agent.type()).build();
    }

    public static ListAgentsRequest listRequest(String filter) {
        return ListAgentsRequest.newBuilder().setFilter(filter).build();
    }

    public static ListFenceAgentsRequest listFenceRequest() {
        return ListFenceAgentsRequest.getDefaultInstance();
    }

    public static List<String> names(ListAgentsResponse response) {
        return response.getAgentsList().stream()
                .map(spec -> new AgentName(spec.getStandard(), Fields.given(spec.getProvider()),
                        spec.getType()).toString())
                .toList();
    }

    public static List<String> names(ListFenceAgentsResponse response) {
        return response.getAgentsList().stream().map(agent -> "stonith:" + agent).toList();
    }

    public static ListResourceAgentsReply encodeNames(List<String> names) {
        ListResourceAgentsReply.Builder reply = ListResourceAgentsReply.newBuilder();
        names.forEach(name -> reply.addAgents(AgentView.newBuilder().setName(name)));
        return reply.build();
    }

    public static AgentDescription decode(AgentName name, ResourceAgentMetadata metadata) {
        return new AgentDescription(
                name.toString(),
                metadata.getAgentVersion(),
                metadata.getShortDescription(),
                metadata.getLongDescription(),
                metadata.getParametersList().stream().map(AgentCodec::parameter).toList(),
                metadata.getOperationsList().stream().map(AgentCodec::action).toList());
    }

    public static AgentDescription decode(AgentName name, FenceAgentMetadata metadata) {
        return new AgentDescription(
                name.toString(),
                "",
                metadata.getShortDescription(),
                metadata.getLongDescription(),
                metadata.getParametersList().stream().map(AgentCodec::parameter).toList(),
                metadata.getOperationsList().stream().map(AgentCodec::action).toList());
    }

    public static DescribeAgentReply encode(AgentDescription agent) {
        DescribeAgentReply.Builder reply = DescribeAgentReply.newBuilder()
                .setName(agent.name())
                .setVersion(agent.version())
                .setShortDescription(agent.shortDescription())
                .setLongDescription(agent.longDescription());
        for (AgentDescription.Parameter parameter : agent.parameters()) {
            reply.addParameters(AgentParameterView.newBuilder()
                    .setName(parameter.name())
                    .setType(parameter.type())
                    .setRequired(parameter.traits().required())
                    .setUnique(parameter.traits().unique())
                    .setReloadable(parameter.traits().reloadable())
                    .setDeprecated(parameter.traits().deprecated())
                    .setDefaultValue(parameter.defaultValue().orElse(""))
                    .setDescription(parameter.description())
                    .addAllOptions(parameter.options()));
        }
        for (AgentDescription.Action action : agent.actions()) {
            reply.addActions(AgentActionView.newBuilder()
                    .setName(action.name())
                    .setTimeoutMillis(action.timeoutMillis())
                    .setIntervalMillis(action.intervalMillis())
                    .setRole(action.role())
                    .setDepth(action.depth()));
        }
        return reply.build();
    }

    private static AgentDescription.Parameter parameter(AgentParameter parameter) {
        boolean unique = parameter.getUnique() || !parameter.getUniqueGroup().isEmpty();
        return new AgentDescription.Parameter(
                parameter.getName(),
                parameter.getType(),
                new AgentDescription.Traits(parameter.getRequired(), unique,
                        parameter.getReloadable(), parameter.getDeprecated()),
                parameter.hasDefaultValue()
                        ? Optional.of(parameter.getDefaultValue())
                        : Optional.empty(),
                parameter.getShortDescription(),
                parameter.getOptionsList());
    }

    private static AgentDescription.Parameter parameter(FenceParameter parameter) {
        return new AgentDescription.Parameter(
                parameter.getName(),
                parameter.getType(),
                new AgentDescription.Traits(parameter.getRequired(), parameter.getUnique(), false,
                        parameter.getDeprecated()),
                parameter.hasDefaultValue()
                        ? Optional.of(parameter.getDefaultValue())
                        : Optional.empty(),
                parameter.getShortDescription(),
                parameter.getOptionsList());
    }

    private static AgentDescription.Action action(AgentOperation operation) {
        return new AgentDescription.Action(operation.getName(), operation.getTimeoutMillis(),
                operation.getIntervalMillis(), operation.getRole(), operation.getDepth());
    }

    private static AgentDescription.Action action(FenceOperation operation) {
        return new AgentDescription.Action(
                operation.getName(), operation.getTimeoutMillis(), 0, "", "");
    }
}
