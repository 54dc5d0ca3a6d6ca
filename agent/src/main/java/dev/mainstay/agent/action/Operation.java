// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call of a resource agent, fully resolved: nothing has to be looked up to run it.
 *
 * @param resource instance name, with {@code :N} for an instance of a clone
 * @param parameters the resource's, without prefix
 * @param meta meta-attributes, without the {@code CRM_meta_} prefix
 * @param environment variables passed verbatim, such as {@code OCF_CHECK_LEVEL}
 * @param timeout counted from the fork
 * @param interval zero for a single run
 */
public record Operation(String resource, AgentSpec agent, Task task,
        Map<String, String> parameters, Map<String, String> meta, Map<String, String> environment,
        Duration timeout, Duration interval) {

    public Operation {
        parameters = sorted(parameters);
        meta = sorted(meta);
        environment = sorted(environment);
    }

    /** The same resource with the same parameters, asked for something else. */
    public Operation withTask(Task otherTask, Duration otherTimeout) {
        return new Operation(resource, agent, otherTask, parameters, meta, Map.of(), otherTimeout,
                Duration.ZERO);
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
