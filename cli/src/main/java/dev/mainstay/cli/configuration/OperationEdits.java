// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.ResourceWords.OperationWords;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Operation;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds operations to primitives and takes them away. */
public final class OperationEdits {

    private OperationEdits() {}

    /** @throws CommandFailure where one with this action and interval is there already */
    public static ConfigurationEdit add(
            Configuration configuration, String id, OperationWords words) {
        Primitive primitive = primitive(configuration, id);
        Operation made =
                PrimitiveRecipe.operation(new ElementIds(configuration), id, words);
        for (Operation known : primitive.getOperations().getOperationsList()) {
            if (known.getName().equals(made.getName())
                    && known.getInterval().equals(made.getInterval())) {
                throw CommandFailure.refused("'" + id + "' has the operation " + known.getName()
                        + " with interval " + known.getInterval() + " already.",
                        "Change it with 'mainstay resource update " + id + " op "
                                + known.getName() + " ...', or give another interval.");
            }
        }
        List<Operation> operations =
                new ArrayList<>(primitive.getOperations().getOperationsList());
        operations.add(made);
        return Edits.put(Resources.of(with(primitive, operations)));
    }

    /**
     * Takes away what has this action and all of these options.
     *
     * @throws CommandFailure where there is none, or more than one of them
     */
    public static ConfigurationEdit remove(
            Configuration configuration, String id, OperationWords words) {
        Primitive primitive = primitive(configuration, id);
        List<Operation> operations =
                new ArrayList<>(primitive.getOperations().getOperationsList());
        List<Operation> meant = operations.stream()
                .filter(operation -> operation.getName().equals(words.action()))
                .filter(operation -> words.options().entrySet().stream()
                        .allMatch(option -> has(operation, option)))
                .toList();
        if (meant.isEmpty()) {
            throw CommandFailure.refused("'" + id + "' has no such operation.",
                    "'mainstay resource config " + id + "' shows those there are.");
        }
        if (meant.size() > 1) {
            throw CommandFailure.refused("'" + id + "' has " + meant.size() + " operations '"
                    + words.action() + "'.",
                    "Say which, for example with interval="
                            + meant.getFirst().getInterval() + ".");
        }
        operations.remove(meant.getFirst());
        return Edits.put(Resources.of(with(primitive, operations)));
    }

    /** The resource with the recurring monitors of all primitives in it switched on or off. */
    public static Resource withMonitors(Resource resource, boolean enabled) {
        Resource.Builder changed = resource.toBuilder();
        switch (resource.getKindCase()) {
            case PRIMITIVE -> changed.setPrimitive(monitors(resource.getPrimitive(), enabled));
            case GROUP -> changed.getGroupBuilder().clearMembers().addAllMembers(
                    resource.getGroup().getMembersList().stream()
                            .map(member -> monitors(member, enabled))
                            .toList());
            case CLONE -> changed.getCloneBuilder()
                    .setChild(withMonitors(resource.getClone().getChild(), enabled));
            case BUNDLE -> {
                if (resource.getBundle().hasPrimitive()) {
                    changed.getBundleBuilder().setPrimitive(
                            monitors(resource.getBundle().getPrimitive(), enabled));
                }
            }
            case KIND_NOT_SET -> {}
        }
        return changed.build();
    }

    private static Primitive monitors(Primitive primitive, boolean enabled) {
        List<Operation> operations = new ArrayList<>();
        for (Operation operation : primitive.getOperations().getOperationsList()) {
            Operation.Builder changed = operation.toBuilder();
            if (operation.getName().equals("monitor")) {
                changed.removeOptions("enabled");
                if (!enabled) {
                    changed.putOptions("enabled", "false");
                }
            }
            operations.add(changed.build());
        }
        return operations.isEmpty() ? primitive : with(primitive, operations);
    }

    private static boolean has(Operation operation, Map.Entry<String, String> option) {
        return option.getValue().equals(switch (option.getKey()) {
            case "interval" -> operation.getInterval();
            case "id" -> operation.getId();
            default -> operation.getOptionsOrDefault(option.getKey(), "");
        });
    }

    private static Primitive primitive(Configuration configuration, String id) {
        Resource resource = Resources.get(configuration, id);
        if (!resource.hasPrimitive()) {
            throw CommandFailure.refused("'" + id + "' is a " + Resources.kind(resource)
                    + " and has no operations.", "Name the primitive in it.");
        }
        return resource.getPrimitive();
    }

    private static Primitive with(Primitive primitive, List<Operation> operations) {
        return primitive.toBuilder()
                .setOperations(primitive.getOperations().toBuilder()
                        .clearOperations().addAllOperations(operations))
                .build();
    }
}
