// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.action.AgentSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a resource agent says of itself, by OCF resource agent API 1.0 and 1.1.
 *
 * @param agentVersion of the agent itself
 * @param apiVersion that it follows
 * @param xml as it printed it
 */
public record AgentMetadata(AgentSpec agent, String agentVersion, String apiVersion, Texts texts,
        List<Parameter> parameters, List<Action> actions, String xml) {

    public AgentMetadata {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /** Descriptions in English, or in the first language given. */
    public record Texts(String brief, String detailed) {}

    /**
     * A parameter of the agent.
     *
     * @param type string, integer, boolean, select, second, …
     * @param options of type select
     */
    public record Parameter(String name, String type, Traits traits, Optional<String> defaultValue,
            List<String> options, Texts texts) {
        public Parameter {
            options = List.copyOf(options);
        }
    }

    /**
     * What may be done with a parameter.
     *
     * @param uniqueGroup of API 1.1; empty: none
     */
    public record Traits(boolean required, boolean unique, String uniqueGroup, boolean reloadable,
            boolean secret, boolean deprecated, List<String> replacedWith) {
        public Traits {
            replacedWith = List.copyOf(replacedWith);
        }
    }

    /**
     * An action that the agent advertises; times are advice, zero where none is given.
     *
     * @param role Started, Stopped, Promoted or Unpromoted; empty: any
     * @param depth the OCF_CHECK_LEVEL meant; empty: none
     */
    public record Action(String name, Duration timeout, Duration interval, Duration startDelay,
            String role, String depth) {}

    /** Whether the agent advertises the action. */
    public boolean offers(String action) {
        return actions.stream().anyMatch(offered -> offered.name().equals(action));
    }
}
