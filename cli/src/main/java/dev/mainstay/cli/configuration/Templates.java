// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.grammar.ResourceWords.OperationWords;
import dev.mainstay.proto.v1.ConfigurationProto.AgentName;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Operation;
import dev.mainstay.proto.v1.ConfigurationProto.OperationList;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Blueprints of primitives. */
public final class Templates {

    private Templates() {}

    /** @throws CommandFailure where there is none */
    public static Template get(Configuration configuration, String id) {
        return configuration.getTemplatesList().stream()
                .filter(template -> template.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused("There is no template '" + id + "'.",
                        "'mainstay resource template config' shows those there are."));
    }

    /** A template that is what the primitive would be. */
    public static Template of(Primitive primitive) {
        return Template.newBuilder()
                .setId(primitive.getId())
                .setAgent(primitive.getAgent())
                .setOptions(primitive.getOptions())
                .setOperations(primitive.getOperations())
                .build();
    }

    /** The primitive that a template would be, to be shown as one. */
    public static Resource shown(Template template) {
        return Resources.of(Primitive.newBuilder()
                .setId(template.getId())
                .setAgent(template.getAgent())
                .setOptions(template.getOptions())
                .setOperations(template.getOperations())
                .build());
    }

    /** A primitive made after a template, with what the words say in addition or otherwise. */
    public static Primitive derived(
            Template template,
            String id,
            ResourceWords words,
            ElementIds ids,
            Map<String, String> moreMeta) {
        AgentName agent = template.getAgent();
        Primitive whole = new PrimitiveRecipe(id,
                new AgentText(agent.getStandard(), agent.getProvider(), agent.getType()), words,
                List.of()).primitive(ids, false, moreMeta);
        List<String> given = words.operations().stream().map(OperationWords::action).toList();
        List<Operation> own = whole.getOperations().getOperationsList().stream()
                .filter(operation -> given.contains(operation.getName()))
                .toList();
        Primitive.Builder derived =
                whole.toBuilder().clearAgent().clearOperations().setTemplate(template.getId());
        if (!own.isEmpty()) {
            derived.setOperations(OperationList.newBuilder().addAllOperations(own));
        }
        return derived.build();
    }

    /** Refuses to let templates go that primitives are made after. */
    public static void refuseIfUsed(Configuration configuration, List<String> going) {
        List<String> users = new ArrayList<>();
        for (Resource resource : Resources.all(configuration)) {
            if (going.contains(resource.getPrimitive().getTemplate())) {
                users.add(Resources.id(resource));
            }
        }
        if (!users.isEmpty()) {
            throw CommandFailure.refused(String.join(", ", users) + (users.size() == 1
                    ? " is"
                    : " are") + " made after " + String.join(", ", going) + ".",
                    "Delete those resources first.");
        }
    }
}
