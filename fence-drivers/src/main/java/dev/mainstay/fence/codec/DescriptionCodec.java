// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.codec;

import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.AgentDescription.Action;
import dev.mainstay.fence.driver.AgentDescription.Parameter;
import dev.mainstay.proto.v1.FenceAgentMetadata;
import dev.mainstay.proto.v1.FenceOperation;
import dev.mainstay.proto.v1.FenceParameter;

/** What fence agents say of themselves. */
public final class DescriptionCodec {
    private DescriptionCodec() {}

    public static FenceAgentMetadata metadata(AgentDescription description) {
        return FenceAgentMetadata.newBuilder()
                .setAgent(description.agent())
                .setShortDescription(description.brief())
                .setLongDescription(description.detailed())
                .addAllParameters(description.parameters()
                        .stream()
                        .map(DescriptionCodec::parameter)
                        .toList())
                .addAllOperations(
                        description.actions().stream().map(DescriptionCodec::action).toList())
                .setUnfencing(description.unfencing())
                .setOnTarget(description.onTarget())
                .setFabric(!description.offers("reboot") && description.offers("off")
                        && !description.offers("status"))
                .setXml(description.xml())
                .build();
    }

    private static FenceParameter parameter(Parameter parameter) {
        FenceParameter.Builder message = FenceParameter.newBuilder()
                .setName(parameter.name())
                .setType(parameter.type())
                .setRequired(parameter.need().required())
                .setUnique(parameter.need().unique())
                .setDeprecated(parameter.need().deprecated())
                .setObsoletes(parameter.obsoletes())
                .setShortDescription(parameter.brief())
                .addAllOptions(parameter.options());
        parameter.defaultValue().ifPresent(message::setDefaultValue);
        return message.build();
    }

    private static FenceOperation action(Action action) {
        return FenceOperation.newBuilder()
                .setName(action.name())
                .setTimeoutMillis(action.timeout().toMillis())
                .setAutomatic(action.automatic())
                .setOnTarget(action.onTarget())
                .build();
    }
}
