// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import java.util.List;

/** The resource agents of one standard on this machine. */
public interface ResourceAgent {
    /** The first part of {@code ocf:provider:type}. */
    String standard();

    /** How the operation is executed here. Runs nothing. */
    Invocation prepare(Operation operation);

    /**
     * What the agent says of itself.
     *
     * @throws MetadataException when there is no such agent, or its metadata cannot be used
     */
    AgentMetadata metadata(AgentSpec agent) throws MetadataException, InterruptedException;

    /** All agents of this standard on this machine, sorted. */
    List<AgentSpec> list();
}
