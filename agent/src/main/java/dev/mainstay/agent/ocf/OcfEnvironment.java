// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.ocf;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Task;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment of an OCF agent (OCF RA API 1.1, and what agents in the field read besides).
 *
 * @param nodeName for {@code CRM_meta_on_node}
 * @param common variables that every agent of this machine gets, PATH and folders among them
 * @param searchPath value of OCF_RA_PATH
 */
record OcfEnvironment(String nodeName, Map<String, String> common, String searchPath) {
    static final String EXIT_REASON_PREFIX = "ocf-exit-reason:";
    static final Path OCF_ROOT = Path.of("/usr/lib/ocf");
    private static final String PARAMETER = "OCF_RESKEY_";
    private static final String META = "OCF_RESKEY_CRM_meta_";
    /** The feature set whose contract is kept; agents compare it to choose tools and spellings. */
    private static final String FEATURE_SET = "3.20.5";

    OcfEnvironment {
        common = Map.copyOf(common);
    }

    /** For an agent that is asked about itself. */
    Map<String, String> ofAgent(AgentSpec agent) {
        Map<String, String> variables = new HashMap<>(common);
        variables.put("OCF_ROOT", OCF_ROOT.toString());
        variables.put("OCF_RA_PATH", searchPath);
        variables.put("OCF_RA_VERSION_MAJOR", "1");
        variables.put("OCF_RA_VERSION_MINOR", "1");
        variables.put("OCF_EXIT_REASON_PREFIX", EXIT_REASON_PREFIX);
        variables.put("OCF_RESOURCE_PROVIDER", agent.provider());
        variables.put("OCF_RESOURCE_TYPE", agent.type());
        variables.put("OCF_RESOURCE_INSTANCE", agent.type());
        return variables;
    }

    /** For an operation on a resource. */
    Map<String, String> ofOperation(Operation operation) {
        Map<String, String> variables = ofAgent(operation.agent());
        variables.put("OCF_RESOURCE_INSTANCE", operation.resource());
        operation.meta().forEach((name, value) -> putMeta(variables, name, value));
        variables.put(META + "name", operation.task().word());
        variables.put(META + "timeout", Long.toString(operation.timeout().toMillis()));
        variables.put(META + "on_node", nodeName);
        variables.put(META + "on_node_uuid", nodeName);
        if (operation.task() == Task.MONITOR || !operation.interval().isZero()) {
            variables.put(META + "interval", Long.toString(operation.interval().toMillis()));
        }
        variables.put(PARAMETER + "crm_feature_set", FEATURE_SET);
        operation.parameters().forEach((name, value) -> variables.put(PARAMETER + name, value));
        variables.putAll(operation.environment());
        return variables;
    }

    /**
     * Agents of both generations are in the field: those that know promoted and unpromoted, and
     * those that know master and slave.
     */
    private static void putMeta(Map<String, String> variables, String name, String value) {
        String key = name.replace('-', '_');
        variables.put(META + key, value);
        variables.putIfAbsent(META + respelled(key), value);
    }

    static String respelled(String name) {
        if (name.contains("unpromoted")) {
            return name.replace("unpromoted", "slave");
        }
        if (name.contains("promoted")) {
            return name.replace("promoted", "master");
        }
        if (name.contains("master")) {
            return name.replace("master", "promoted");
        }
        return name.replace("slave", "unpromoted");
    }
}
