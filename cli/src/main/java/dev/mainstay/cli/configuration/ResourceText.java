// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.AgentName;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Operation;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import java.util.List;
import java.util.Map;

/** Configured resources in words, children below their parents. */
public final class ResourceText {

    private ResourceText() {}

    public static String format(List<Resource> resources) {
        StringBuilder text = new StringBuilder();
        resources.forEach(resource -> append(text, resource, ""));
        return text.toString();
    }

    private static void append(StringBuilder text, Resource resource, String indent) {
        text.append(indent).append(Resources.id(resource)).append(" (")
                .append(resource.hasPrimitive()
                        ? source(resource.getPrimitive())
                        : Resources.kind(resource))
                .append(")\n");
        String inner = indent + "  ";
        ResourceOptions options = Resources.options(resource);
        values(text, inner, "options", options.getInstanceAttributesList());
        values(text, inner, "meta", options.getMetaAttributesList());
        values(text, inner, "utilization", options.getUtilizationList());
        if (resource.hasBundle()) {
            BundleText.append(text, inner, resource.getBundle());
        }
        if (resource.hasPrimitive()) {
            for (Operation operation : resource.getPrimitive().getOperations()
                    .getOperationsList()) {
                operation(text, inner, operation);
            }
        }
        Resources.children(resource).forEach(child -> append(text, child, inner));
    }

    private static void operation(StringBuilder text, String indent, Operation operation) {
        text.append(indent).append("op ").append(operation.getName())
                .append(" interval=").append(operation.getInterval());
        operation.getOptionsMap().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(option -> assignment(text, option.getKey(), option.getValue()));
        AttributeSets.values(operation.getInstanceAttributesList())
                .forEach((name, value) -> assignment(text, name, value));
        text.append('\n');
    }

    private static void values(
            StringBuilder text, String indent, String title, List<AttributeSet> sets) {
        Map<String, String> values = AttributeSets.values(sets);
        if (!values.isEmpty()) {
            text.append(indent).append(title);
            values.forEach((name, value) -> assignment(text, name, value));
            text.append('\n');
        }
    }

    // Quoted so that it can be pasted into a shell.
    static void assignment(StringBuilder text, String name, String value) {
        boolean plain = value.matches("[A-Za-z0-9_@%+=:,./-]+");
        text.append(' ').append(name).append('=')
                .append(plain ? value : "'" + value.replace("'", "'\\''") + "'");
    }

    private static String source(Primitive primitive) {
        return primitive.hasTemplate()
                ? "template " + primitive.getTemplate()
                : agent(primitive.getAgent());
    }

    static String agent(AgentName agent) {
        return agent.getStandard() + ":"
                + (agent.hasProvider() ? agent.getProvider() + ":" : "")
                + agent.getType();
    }
}
