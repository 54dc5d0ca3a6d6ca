// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.util.Comparator;

/**
 * Which resource agent: {@code ocf:heartbeat:IPaddr2}.
 *
 * @param standard {@code ocf}, {@code systemd}, {@code lsb}, …
 * @param provider of an OCF agent; empty for other standards
 * @param type the agent's own name
 */
public record AgentSpec(String standard, String provider,
        String type) implements Comparable<AgentSpec> {
    private static final Comparator<AgentSpec> ORDER = Comparator.comparing(AgentSpec::standard)
            .thenComparing(AgentSpec::provider)
            .thenComparing(AgentSpec::type);

    @Override
    public int compareTo(AgentSpec other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return provider.isEmpty() ? standard + ":" + type
                : standard + ":" + provider + ":" + type;
    }
}
