// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.standard.AgentMetadata.Action;
import dev.mainstay.agent.standard.AgentMetadata.Texts;
import java.time.Duration;
import java.util.List;

/** Metadata of what cannot describe itself as an OCF agent would: it takes no parameters. */
public final class SyntheticMetadata {
    private static final String VERSION = "1.1";

    private SyntheticMetadata() {}

    /** An action that is advertised with a time-out alone. */
    public static Action action(String name, Duration timeout) {
        return monitor(name, timeout, Duration.ZERO);
    }

    /** An action that is advertised as a recurring one. */
    public static Action monitor(String name, Duration timeout, Duration interval) {
        return new Action(name, timeout, interval, Duration.ZERO, "", "");
    }

    /** The metadata with the document that an OCF agent would have printed. */
    public static AgentMetadata of(AgentSpec agent, Texts texts, List<Action> actions) {
        return new AgentMetadata(agent, VERSION, VERSION, texts, List.of(), actions,
                xml(agent, texts, actions));
    }

    private static String xml(AgentSpec agent, Texts texts, List<Action> actions) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n");
        xml.append("<resource-agent name=\"").append(escaped(agent.type())).append("\">\n");
        xml.append("  <version>" + VERSION + "</version>\n");
        xml.append("  <longdesc lang=\"en\">").append(escaped(texts.detailed()));
        xml.append("</longdesc>\n  <shortdesc lang=\"en\">").append(escaped(texts.brief()));
        xml.append("</shortdesc>\n  <parameters/>\n  <actions>\n");
        for (Action action : actions) {
            xml.append("    <action name=\"").append(action.name());
            xml.append("\" timeout=\"").append(action.timeout().toSeconds()).append("s\"");
            if (!action.interval().isZero()) {
                xml.append(" interval=\"").append(action.interval().toSeconds()).append("s\"");
            }
            xml.append("/>\n");
        }
        return xml.append("  </actions>\n</resource-agent>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
