// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.AgentText;

/** Names of fence agents, which users write with and without their standard. */
final class FenceAgents {

    private static final String STANDARD = "stonith";

    private FenceAgents() {}

    static AgentText name(String text) {
        AgentText agent = AgentText.parse(text);
        if (agent.standard().isEmpty()) {
            return new AgentText(STANDARD, "", agent.type());
        }
        if (!agent.standard().equals(STANDARD)) {
            throw CommandFailure.usage("'" + text + "' is no fence agent.",
                    "'mainstay stonith list' shows those there are.");
        }
        return agent;
    }
}
