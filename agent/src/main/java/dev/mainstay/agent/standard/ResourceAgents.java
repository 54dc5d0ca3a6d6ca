// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import java.util.List;
import java.util.Locale;

/** All resource agents of this machine, whatever their standard. */
public final class ResourceAgents {
    private final List<ResourceAgent> standards;

    public ResourceAgents(List<ResourceAgent> standards) {
        this.standards = List.copyOf(standards);
    }

    /** See {@link ResourceAgent#prepare}. */
    public Invocation prepare(Operation operation) {
        return standard(operation.agent()).prepare(operation);
    }

    /** See {@link ResourceAgent#metadata}. */
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException, InterruptedException {
        return standard(agent).metadata(agent);
    }

    /** The agents whose full name holds the filter, in any case of letters; sorted. */
    public List<AgentSpec> list(String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return standards.stream()
                .flatMap(standard -> standard.list().stream())
                .filter(agent -> agent.toString().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted()
                .toList();
    }

    private ResourceAgent standard(AgentSpec agent) {
        return standards.stream()
                .filter(known -> known.standard().equals(agent.standard()))
                .findFirst()
                .orElseGet(() -> new UnsupportedStandard(agent.standard()));
    }
}
