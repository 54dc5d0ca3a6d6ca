// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.List;
import java.util.Map;

/**
 * What a simulated resource agent is called with.
 *
 * @param task the OCF word
 * @param instance {@code db}, or {@code web:0} for an instance of a clone
 * @param action the node agent's name for the action that it belongs to
 * @param migrateTarget where a live migration goes; empty for anything else
 * @param timeoutMillis how long it may take
 */
record ServiceCall(
        String task, String instance, String action, String migrateTarget, long timeoutMillis) {

    private static final String MARKER = "MAINSTAY_ACTION";

    static ServiceCall of(List<String> command, Map<String, String> environment) {
        return new ServiceCall(command.get(0), command.get(1),
                environment.getOrDefault(MARKER, ""), command.get(2),
                Long.parseLong(command.get(3)));
    }

    List<String> command() {
        return List.of(task, instance, migrateTarget, Long.toString(timeoutMillis));
    }

    boolean needsLease() {
        return switch (task) {
            case "start", "promote", "migrate_to", "migrate_from" -> true;
            default -> false;
        };
    }

    /** The configured primitive. */
    String service() {
        int colon = instance.indexOf(':');
        return colon < 0 ? instance : instance.substring(0, colon);
    }
}
