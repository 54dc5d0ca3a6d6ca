// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One try of one action.
 *
 * @param action as the agent is to be told, after any replacement
 * @param node the target's name; empty where the action has no target
 * @param port what the device calls the target
 * @param parameters the agent's own
 */
public record Try(String agent, String action, String node, String port,
        Map<String, String> parameters) {
    public Try {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
