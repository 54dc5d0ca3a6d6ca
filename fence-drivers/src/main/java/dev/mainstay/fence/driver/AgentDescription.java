// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a fence agent says of itself.
 *
 * @param brief description
 * @param detailed description
 * @param xml as it printed it; empty for built-in drivers
 */
public record AgentDescription(String agent, String brief, String detailed,
        List<Parameter> parameters, List<Action> actions, String xml) {
    public AgentDescription {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /**
     * A parameter of the agent.
     *
     * @param type string, integer, boolean, select, second
     * @param obsoletes the older name that it takes the place of; empty: none
     */
    public record Parameter(String name, String type, Need need, String obsoletes,
            Optional<String> defaultValue, String brief, List<String> options) {
        public Parameter {
            options = List.copyOf(options);
        }
    }

    /** How a parameter is to be used. */
    public record Need(boolean required, boolean unique, boolean deprecated) {
        /** Neither required nor unique nor deprecated. */
        public static final Need NONE = new Need(false, false, false);
    }

    /**
     * An action of the agent.
     *
     * @param automatic of {@code on}: nodes are unfenced when they join
     * @param onTarget must run on the target itself
     */
    public record Action(String name, Duration timeout, boolean automatic, boolean onTarget) {
        public static Action named(String name) {
            return new Action(name, Duration.ZERO, false, false);
        }
    }

    /** Whether it advertises the action. */
    public boolean offers(String action) {
        return actions.stream().anyMatch(offered -> offered.name().equals(action));
    }

    /** Whether it has the parameter. */
    public boolean takes(String parameter) {
        return parameters.stream().anyMatch(known -> known.name().equals(parameter));
    }

    /** Whether nodes have to be unfenced when they join. */
    public boolean unfencing() {
        return actions.stream()
                .anyMatch(action -> action.name().equals("on")
                        && action.automatic());
    }

    /** Whether {@code on} must run on the target itself. */
    public boolean onTarget() {
        return actions.stream()
                .anyMatch(action -> action.name().equals("on")
                        && action.onTarget());
    }
}
