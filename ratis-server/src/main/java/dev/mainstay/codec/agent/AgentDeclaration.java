// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import java.util.List;

/**
 * What an agent's metadata says of changes of its parameters.
 *
 * @param reloads whether it has an action that takes over parameters without a restart
 * @param fixed parameters that such an action does not take over
 * @param secret parameters that are not to be told
 */
public record AgentDeclaration(boolean reloads, List<String> fixed, List<String> secret) {

    public AgentDeclaration {
        fixed = List.copyOf(fixed);
        secret = List.copyOf(secret);
    }
}
