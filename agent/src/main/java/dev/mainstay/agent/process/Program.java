// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import java.util.List;
import java.util.Map;

/**
 * What to execute.
 *
 * @param environment the whole environment; nothing is inherited
 */
public record Program(List<String> command, Map<String, String> environment) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
