// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.util.List;

/**
 * An agent as users write it: {@code [standard:[provider:]]type}.
 *
 * @param standard ocf, systemd, lsb, service or stonith; empty when only the type was written
 * @param provider empty where the standard has none, or when it was left out
 */
public record AgentText(String standard, String provider, String type) {

    private static final List<String> STANDARDS =
            List.of("ocf", "systemd", "lsb", "service", "stonith");

    /** @throws CommandFailure where the parts make no agent name */
    public static AgentText parse(String text) {
        // A unit of systemd may have a colon in its own name.
        String[] parts = text.startsWith("systemd:") ? text.split(":", 2) : text.split(":", -1);
        for (String part : parts) {
            if (part.isEmpty()) {
                throw malformed(text);
            }
        }
        return switch (parts.length) {
            case 1 -> new AgentText("", "", text);
            case 2 -> checked(new AgentText(parts[0], "", parts[1]), text);
            case 3 -> checked(new AgentText(parts[0], parts[1], parts[2]), text);
            default -> throw malformed(text);
        };
    }

    /** Whether the name says which agent is meant, so that nothing has to be looked up. */
    public boolean isComplete() {
        return !standard.isEmpty() && (!standard.equals("ocf") || !provider.isEmpty());
    }

    /** Whether an agent's whole name is one that this text may stand for. */
    public boolean matches(AgentText full) {
        return full.type.equals(type)
                && (standard.isEmpty() || standard.equals(full.standard))
                && (provider.isEmpty() || provider.equals(full.provider));
    }

    @Override
    public String toString() {
        return (standard.isEmpty() ? "" : standard + ":")
                + (provider.isEmpty() ? "" : provider + ":")
                + type;
    }

    private static AgentText checked(AgentText agent, String text) {
        if (!STANDARDS.contains(agent.standard)) {
            throw new CommandFailure(ExitCode.DATA,
                    "'" + agent.standard + "' in '" + text + "' is no standard of agents.",
                    "Standards are " + String.join(", ", STANDARDS) + ".");
        }
        if (!agent.provider.isEmpty() && !agent.standard.equals("ocf")) {
            throw malformed(text);
        }
        return agent;
    }

    private static CommandFailure malformed(String text) {
        return CommandFailure.usage("'" + text + "' is not an agent's name.",
                "Write TYPE, STANDARD:TYPE or ocf:PROVIDER:TYPE; 'mainstay resource list' shows"
                        + " those there are.");
    }
}
