// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.alert.AlertEvent.AttributeChanged;
import dev.mainstay.alert.AlertEvent.FencingEnded;
import dev.mainstay.alert.AlertEvent.Membership;
import dev.mainstay.alert.AlertEvent.NodeChanged;
import dev.mainstay.alert.AlertEvent.OperationEnded;
import dev.mainstay.cib.OcfExitCodeText;
import dev.mainstay.state.EndedOperation;
import dev.mainstay.state.FencingRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an alert agent is told of an event: variables under {@link #PREFIX}. */
final class AlertVariables {

    static final String PREFIX = "CRM_alert_";

    private AlertVariables() {}

    static SortedMap<String, String> of(AlertEvent event) {
        SortedMap<String, String> variables = new TreeMap<>();
        put(variables, "node", event.node().value());
        put(variables, "kind", switch (event.kind()) {
            case NODES -> "node";
            case FENCING -> "fencing";
            case RESOURCES -> "resource";
            case ATTRIBUTES -> "attribute";
        });
        switch (event) {
            case NodeChanged(var _, var number, var membership) -> {
                put(variables, "nodeid", number);
                put(variables, "desc", switch (membership) {
                    case Membership.MEMBER -> "member";
                    case Membership.LOST -> "lost";
                });
            }
            case FencingEnded(var record) -> {
                put(variables, "task", record.operation().word());
                put(variables, "rc", isFailure(record) ? 1 : 0);
                put(variables, "desc", describe(record));
            }
            case OperationEnded(var _, var operation) -> add(variables, operation);
            case AttributeChanged(var _, var name, var value) -> {
                put(variables, "attribute_name", name);
                put(variables, "attribute_value", value);
            }
        }
        return variables;
    }

    private static void add(SortedMap<String, String> variables, EndedOperation operation) {
        put(variables, "rsc", operation.instance().value());
        put(variables, "task", operation.task());
        put(variables, "interval", operation.intervalMillis());
        put(variables, "rc", operation.exitCode());
        put(variables, "target_rc", operation.targetExitCode());
        put(variables, "status", operation.status().code());
        put(variables, "exec_time", operation.executionMillis());
        put(variables, "desc", describe(operation));
    }

    private static boolean isFailure(FencingRecord record) {
        return record.phase() == FencingRecord.Phase.FAILED;
    }

    private static String describe(FencingRecord record) {
        String by = record.phase() == FencingRecord.Phase.CONFIRMED
                ? "a person"
                : record.owner().map(owner -> owner.value()).orElse("nobody");
        return "Operation " + record.operation().word() + " of " + record.target() + " by " + by
                + (record.reason().isEmpty() ? "" : " for " + record.reason()) + ": "
                + (isFailure(record) ? "failed" : "OK")
                + (record.detail().isEmpty() ? "" : " (" + record.detail() + ")");
    }

    /** The status in words; where the agent ran to its end, what its exit code says. */
    private static String describe(EndedOperation operation) {
        return switch (operation.status()) {
            case DONE, ERROR -> OcfExitCodeText.of(operation.exitCode());
            case PENDING -> "pending";
            case CANCELLED -> "Cancelled";
            case TIMED_OUT -> "Timed Out";
            case NOT_SUPPORTED -> "NOT SUPPORTED";
            case HARD_ERROR -> "Hard error";
            case FATAL_ERROR -> "Fatal error";
            case NOT_INSTALLED -> "Not installed";
            case NOT_CONNECTED -> "Internal communication failure";
            case INVALID -> "Cannot execute now";
            case NO_FENCE_DEVICE -> "No fence device";
            case NO_SECRETS -> "CIB secrets unavailable";
            case UNKNOWN -> "unknown";
        };
    }

    static void put(SortedMap<String, String> variables, String name, String value) {
        variables.put(PREFIX + name, value);
    }

    static void put(SortedMap<String, String> variables, String name, long value) {
        put(variables, name, Long.toString(value));
    }
}
