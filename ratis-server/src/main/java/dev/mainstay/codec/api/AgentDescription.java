// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import java.util.List;
import java.util.Optional;

/**
 * What a resource or fence agent says of itself.
 *
 * @param name {@code ocf:heartbeat:IPaddr2}, {@code stonith:fence_ipmilan}
 */
public record AgentDescription(
        String name,
        String version,
        String shortDescription,
        String longDescription,
        List<Parameter> parameters,
        List<Action> actions) {

    public AgentDescription {
        parameters = List.copyOf(parameters);
        actions = List.copyOf(actions);
    }

    /** The parameter of this name. */
    public Optional<Parameter> parameter(String parameterName) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(parameterName))
                .findFirst();
    }

    /**
     * One parameter.
     *
     * @param type string, integer, boolean, select, second …
     * @param options accepted values of a select
     */
    public record Parameter(
            String name,
            String type,
            Traits traits,
            Optional<String> defaultValue,
            String description,
            List<String> options) {

        public Parameter {
            options = List.copyOf(options);
        }
    }

    /** Yes-or-no properties of a parameter, as metadata spells them. */
    public record Traits(
            boolean required, boolean unique, boolean reloadable, boolean deprecated) {}

    /** An action that the agent advises, with times in milliseconds (0: none). */
    public record Action(
            String name, long timeoutMillis, long intervalMillis, String role, String depth) {}
}
