// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.process.Program;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.MetadataException;
import dev.mainstay.agent.standard.ResourceAgent;
import java.util.List;
import java.util.Map;

/** Every {@code ocf} agent is installed everywhere; what it does is the kernel's matter. */
final class SimulatedResourceAgents implements ResourceAgent {

    @Override
    public String standard() {
        return "ocf";
    }

    @Override
    public Invocation prepare(Operation operation) {
        ServiceCall call = new ServiceCall(operation.task().word(), operation.resource(), "",
                operation.meta().getOrDefault("migrate_target", ""),
                operation.timeout().toMillis());
        return new Invocation.Executable(new Program(call.command(), Map.of()));
    }

    @Override
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException {
        return new AgentMetadata(agent, "1", "1.1", new AgentMetadata.Texts("", ""), List.of(),
                List.of(), "");
    }

    @Override
    public List<AgentSpec> list() {
        return List.of();
    }
}
