// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.work.ClusterOptions;
import dev.mainstay.scheduler.work.ClusterOptions.PlacementStrategy;
import dev.mainstay.scheduler.work.QuorumPolicy;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the cluster properties, under their present and older names. */
final class OptionsUnpacker {
    private final TreeMap<String, String> properties;

    private OptionsUnpacker(TreeMap<String, String> properties) {
        this.properties = properties;
    }

    static ClusterOptions unpack(Configuration configuration, ClusterStatus status,
            AttributeResolver attributes, Instant now) {
        TreeMap<String, String> properties =
                attributes.values(configuration.clusterProperties(), RuleContext.at(now));
        return new OptionsUnpacker(properties).options(status, now);
    }

    private ClusterOptions options(ClusterStatus status, Instant now) {
        boolean fencing = flag("fencing-enabled", "stonith-enabled", true);
        return new ClusterOptions(
                properties,
                now,
                status.quorate(),
                quorumPolicy(fencing, status),
                fencing,
                fencingAction(),
                flag("startup-fencing", "startup_fencing", true),
                flag("symmetric-cluster", "symmetric_cluster", true),
                flag("maintenance-mode", "maintenance_mode", false),
                flag("stop-all-resources", "stop_all_resources", false),
                flag("start-failure-is-fatal", "start_failure_is_fatal", true),
                flag("enable-startup-probes", "enable_startup_probes", true),
                flag("stop-removed-resources", "stop-orphan-resources", true),
                flag("cancel-removed-actions", "stop-orphan-actions", true),
                flag("concurrent-fencing", "concurrent_fencing", true),
                flag("fence-remote-without-quorum", "fence_remote_without_quorum", false),
                flag("shutdown-lock", "shutdown_lock", false),
                duration("shutdown-lock-limit"),
                duration("node-pending-timeout"),
                duration("priority-fencing-delay"),
                watchdogTimeout(),
                placement());
    }

    private long watchdogTimeout() {
        return value("fencing-watchdog-timeout", "stonith-watchdog-timeout")
                .map(DurationText::millisOrZero).orElse(0L);
    }

    private String fencingAction() {
        String action = value("fencing-action", "stonith-action").orElse("reboot");
        return action.equals("poweroff") ? "off" : action;
    }

    private QuorumPolicy quorumPolicy(boolean fencing, ClusterStatus status) {
        return switch (value("no-quorum-policy", "no_quorum_policy").orElse("stop")
                .toLowerCase(Locale.ROOT)) {
            case "ignore" -> QuorumPolicy.IGNORE;
            case "freeze" -> QuorumPolicy.FREEZE;
            case "demote" -> QuorumPolicy.DEMOTE;
            // A partition that never had quorum must not fence itself over and over.
            case "fence", "suicide" -> fencing && (status.quorate() || status.everQuorate())
                    ? QuorumPolicy.FENCE
                    : QuorumPolicy.STOP;
            default -> QuorumPolicy.STOP;
        };
    }

    private PlacementStrategy placement() {
        return switch (value("placement-strategy", "placement_strategy").orElse("default")) {
            case "utilization" -> PlacementStrategy.UTILIZATION;
            case "balanced" -> PlacementStrategy.BALANCED;
            case "minimal" -> PlacementStrategy.MINIMAL;
            default -> PlacementStrategy.DEFAULT;
        };
    }

    private boolean flag(String name, String olderName, boolean otherwise) {
        return value(name, olderName).flatMap(BooleanText::parse).orElse(otherwise);
    }

    private long duration(String name) {
        return value(name, name.replace('-', '_')).map(DurationText::millisOrZero).orElse(0L);
    }

    private Optional<String> value(String name, String olderName) {
        return Optional.ofNullable(properties.get(name))
                .or(() -> Optional.ofNullable(properties.get(olderName)));
    }
}
