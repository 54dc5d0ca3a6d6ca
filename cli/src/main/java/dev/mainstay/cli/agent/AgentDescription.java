// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.agent;

import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.AgentActionView;
import dev.mainstay.proto.v1.AgentParameterView;
import dev.mainstay.proto.v1.DescribeAgentReply;
import java.util.ArrayList;
import java.util.List;

/** The text of an agent's metadata. */
public final class AgentDescription {

    private AgentDescription() {}

    public static String format(DescribeAgentReply agent, Palette palette) {
        StringBuilder text = new StringBuilder();
        text.append(palette.heading(agent.getName())).append(" - ")
                .append(agent.getShortDescription()).append('\n');
        if (!agent.getLongDescription().isBlank()) {
            text.append('\n').append(agent.getLongDescription().strip().indent(2)
                    .replaceAll("(?m)^ +$", ""));
        }
        if (agent.getParametersCount() > 0) {
            text.append('\n').append(palette.heading("Options")).append('\n');
        }
        for (AgentParameterView parameter : agent.getParametersList()) {
            parameter(text, parameter, palette);
        }
        text.append('\n').append(palette.heading("Operations")).append('\n');
        TextTable actions = new TextTable();
        for (AgentActionView action : agent.getActionsList()) {
            actions.row(action.getName(), millis("timeout", action.getTimeoutMillis()),
                    millis("interval", action.getIntervalMillis()),
                    action.getRole().isEmpty() ? "" : "role=" + action.getRole(),
                    action.getDepth().isEmpty() || action.getDepth().equals("0")
                            ? ""
                            : "depth=" + action.getDepth());
        }
        return text.append(actions.format("  ")).toString();
    }

    private static void parameter(
            StringBuilder text, AgentParameterView parameter, Palette palette) {
        List<String> marks = new ArrayList<>();
        marks.add(parameter.getType().isEmpty() ? "string" : parameter.getType());
        if (parameter.getRequired()) {
            marks.add("required");
        }
        if (parameter.getUnique()) {
            marks.add("unique");
        }
        if (parameter.getDeprecated()) {
            marks.add("deprecated");
        }
        if (!parameter.getDefaultValue().isEmpty()) {
            marks.add("default: " + parameter.getDefaultValue());
        }
        if (parameter.getOptionsCount() > 0) {
            marks.add("one of: " + String.join(", ", parameter.getOptionsList()));
        }
        text.append("  ").append(palette.heading(parameter.getName()))
                .append(" (").append(String.join(", ", marks)).append(")\n");
        if (!parameter.getDescription().isBlank()) {
            text.append(parameter.getDescription().strip()
                    .replaceAll("\\s*\\n\\s*", " ").indent(6));
        }
    }

    private static String millis(String name, long millis) {
        return millis == 0 ? ""
                : name + "=" + (millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms");
    }
}
