// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.lsb;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.MetadataException;
import dev.mainstay.agent.standard.ResourceAgent;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code service:name}: the machine's init script of that name, or else its unit of systemd. Looked
 * up at each operation, since the machines of a cluster may differ.
 */
public final class ServiceResourceAgent implements ResourceAgent {
    private static final String STANDARD = "service";

    private final LsbResourceAgent lsb;
    private final ResourceAgent systemd;

    public ServiceResourceAgent(LsbResourceAgent lsb, ResourceAgent systemd) {
        this.lsb = lsb;
        this.systemd = systemd;
    }

    @Override
    public String standard() {
        return STANDARD;
    }

    @Override
    public Invocation prepare(Operation operation) {
        // Both look at the agent's type alone.
        return chosen(operation.agent()).prepare(operation);
    }

    @Override
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException, InterruptedException {
        return chosen(agent).metadata(agent);
    }

    @Override
    public List<AgentSpec> list() {
        return Stream.concat(lsb.list().stream(), systemd.list().stream())
                .map(agent -> new AgentSpec(STANDARD, "", agent.type()))
                .distinct()
                .sorted()
                .toList();
    }

    private ResourceAgent chosen(AgentSpec agent) {
        return lsb.has(agent.type()) ? lsb : systemd;
    }
}
