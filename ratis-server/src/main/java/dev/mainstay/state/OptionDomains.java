// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Operation;
import java.util.List;
import java.util.Locale;

/**
 * Which values the known options take. Names that are not known pass: agents and tools keep
 * settings of their own in the same blocks.
 */
final class OptionDomains {

    static final List<String> ON_FAIL = List.of("ignore", "block", "stop", "restart", "standby",
            "fence", "demote", "restart-container", "migrate");

    private OptionDomains() {}

    static void checkClusterOptions(List<AttributeSet> sets, Findings findings) {
        each(sets, (name, value) -> clusterOption(name, value, findings));
    }

    static void checkMeta(String owner, List<AttributeSet> sets, Findings findings) {
        each(sets, (name, value) -> meta(owner, name, value, findings));
    }

    static void checkAlert(
            String element, String owner, List<AttributeSet> sets, Findings findings) {
        each(sets, (name, value) -> {
            String what = "meta-attribute " + name + " of " + owner;
            switch (name) {
                case "timeout" -> findings.duration(element, what, value);
                case "enabled" -> findings.truth(element, what, value);
                default -> {
                    // A format of time takes any text; others are nobody's.
                }
            }
        });
    }

    static void checkOperation(String owner, Operation operation, Findings findings) {
        String what = "operation " + operation.name() + " of " + owner + ": ";
        if (!operation.interval().isEmpty()) {
            findings.duration(owner, what + "interval", operation.interval());
        }
        operation.options().forEach((name, value) -> {
            switch (name) {
                case "timeout", "start-delay" -> findings.duration(owner, what + name, value);
                case "on-fail" -> findings.oneOf(owner, what + name, value, ON_FAIL);
                case "role" -> findings.role(owner, what + name, value);
                case "enabled", "record-pending" -> findings.truth(owner, what + name, value);
                default -> {
                    // Kept for the agent or for people.
                }
            }
        });
    }

    private static void clusterOption(String name, String value, Findings findings) {
        String what = "cluster option " + name;
        switch (name) {
            case "no-quorum-policy" -> findings.oneOf(name, what, value,
                    List.of("stop", "freeze", "ignore", "demote", "fence", "suicide"));
            case "symmetric-cluster", "maintenance-mode", "stop-all-resources",
                    "start-failure-is-fatal", "fencing-enabled", "stonith-enabled",
                    "startup-fencing", "fence-remote-without-quorum", "concurrent-fencing",
                    "enable-acl", "shutdown-lock", "enable-startup-probes",
                    "stop-removed-resources", "stop-orphan-resources", "cancel-removed-actions",
                    "stop-orphan-actions" ->
                    findings.truth(name, what, value);
            case "fencing-action", "stonith-action" -> findings.oneOf(name, what, value,
                    List.of("reboot", "off", "poweroff"));
            case "fencing-timeout", "stonith-timeout", "priority-fencing-delay",
                    "node-pending-timeout", "cluster-delay", "cluster-recheck-interval",
                    "shutdown-lock-limit", "transition-delay", "dc-deadtime", "election-timeout",
                    "join-integration-timeout", "join-finalization-timeout",
                    "shutdown-escalation" ->
                    findings.duration(name, what, value);
            case "fencing-max-attempts", "stonith-max-attempts", "node-health-base",
                    "node-health-green", "node-health-yellow", "node-health-red" ->
                    findings.score(name, what, value);
            case "fencing-reaction", "fence-reaction" -> findings.oneOf(name, what, value,
                    List.of("stop", "panic"));
            case "configuration-bytes-max", "batch-limit", "migration-limit", "node-action-limit",
                    "pe-error-series-max",
                    "pe-warn-series-max", "pe-input-series-max" ->
                    findings.integer(name, what, value);
            case "load-threshold" -> findings.percentage(name, what, value);
            case "placement-strategy" -> findings.oneOf(name, what, value,
                    List.of("default", "utilization", "balanced", "minimal"));
            case "node-health-strategy" -> findings.oneOf(name, what, value, List.of("none",
                    "migrate-on-red", "only-green", "progressive", "custom"));
            default -> {
                // Not an option that this version reads.
            }
        }
    }

    private static void meta(String owner, String name, String value, Findings findings) {
        String what = "meta-attribute " + name + " of " + owner;
        switch (name.toLowerCase(Locale.ROOT)) {
            case "priority", "resource-stickiness", "migration-threshold" ->
                    findings.score(owner, what, value);
            case "target-role" -> findings.role(owner, what, value);
            case "is-managed", "maintenance", "allow-migrate", "critical", "allow-unhealthy-nodes",
                    "globally-unique", "interleave", "ordered", "notify", "promotable" ->
                    findings.truth(owner, what, value);
            case "failure-timeout", "remote-connect-timeout" ->
                    findings.duration(owner, what, value);
            case "requires" -> findings.oneOf(owner, what, value,
                    List.of("nothing", "quorum", "fencing", "unfencing"));
            case "multiple-active" -> findings.oneOf(owner, what, value,
                    List.of("block", "stop_only", "stop_start", "stop_unexpected"));
            case "clone-max", "clone-node-max", "clone-min", "promoted-max", "promoted-node-max",
                    "master-max", "master-node-max" ->
                    findings.integer(owner, what, value);
            default -> {
                // Custom meta-attributes are allowed; rules and agents may use them.
            }
        }
    }

    private static void each(List<AttributeSet> sets, OptionVisitor visitor) {
        for (AttributeSet set : sets) {
            for (Attribute attribute : set.attributes()) {
                attribute.name().ifPresent(
                        name -> attribute.givenValue()
                                .ifPresent(value -> visitor.visit(name, value)));
            }
        }
    }

    /** Sees each name with its value. */
    private interface OptionVisitor {
        void visit(String name, String value);
    }
}
