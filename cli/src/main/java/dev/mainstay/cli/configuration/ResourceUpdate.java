// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.grammar.ResourceWords.OperationWords;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Operation;
import dev.mainstay.proto.v1.ConfigurationProto.OperationList;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes what a resource already has. */
public final class ResourceUpdate {

    private ResourceUpdate() {}

    /** @throws CommandFailure where the resource is not there, or has no place for the change */
    public static ConfigurationEdit edit(
            Configuration configuration, String id, ResourceWords words) {
        Resource resource = Resources.get(configuration, id);
        boolean primitive = resource.hasPrimitive();
        if (!primitive && !(words.options().isEmpty() && words.operations().isEmpty())) {
            throw CommandFailure.refused("'" + id + "' is a " + Resources.kind(resource)
                    + " and has meta attributes alone, neither options nor operations.",
                    "Update the primitive in it.");
        }
        ElementIds ids = new ElementIds(configuration);
        Resource changed =
                Resources.withOptions(resource, options -> options(options, id, words, ids));
        return Edits.put(primitive && !words.operations().isEmpty()
                ? Resources.of(operations(changed.getPrimitive(), words.operations(), ids))
                : changed);
    }

    /** Sets meta attributes alone, on any kind of resource. */
    public static ConfigurationEdit meta(
            Configuration configuration, String id, Map<String, String> meta) {
        ElementIds ids = new ElementIds(configuration);
        return Edits.put(Resources.withOptions(Resources.get(configuration, id),
                options -> options.toBuilder()
                        .clearMetaAttributes()
                        .addAllMetaAttributes(AttributeSets.with(options.getMetaAttributesList(),
                                ids.claim(id + "-meta_attributes"), meta))
                        .build()));
    }

    private static ResourceOptions options(
            ResourceOptions options, String id, ResourceWords words, ElementIds ids) {
        ResourceOptions.Builder changed = options.toBuilder();
        if (!words.options().isEmpty()) {
            changed.clearInstanceAttributes().addAllInstanceAttributes(AttributeSets.with(
                    options.getInstanceAttributesList(),
                    ids.claim(id + "-instance_attributes"), words.options()));
        }
        if (!words.meta().isEmpty()) {
            changed.clearMetaAttributes().addAllMetaAttributes(AttributeSets.with(
                    options.getMetaAttributesList(),
                    ids.claim(id + "-meta_attributes"), words.meta()));
        }
        return changed.build();
    }

    // An action that is configured once is meant by its name; otherwise the interval tells which.
    private static Primitive operations(
            Primitive primitive, List<OperationWords> words, ElementIds ids) {
        List<Operation> operations =
                new ArrayList<>(primitive.getOperations().getOperationsList());
        for (OperationWords given : words) {
            List<Operation> same = operations.stream()
                    .filter(operation -> operation.getName().equals(given.action()))
                    .toList();
            Operation made = PrimitiveRecipe.operation(ids, primitive.getId(), given);
            operations.removeIf(operation -> same.contains(operation)
                    && (same.size() == 1 || operation.getInterval().equals(made.getInterval())));
            operations.add(made);
        }
        return primitive.toBuilder()
                .setOperations(OperationList.newBuilder(primitive.getOperations())
                        .clearOperations().addAllOperations(operations))
                .build();
    }
}
