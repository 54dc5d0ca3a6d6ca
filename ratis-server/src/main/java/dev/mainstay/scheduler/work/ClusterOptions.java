// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cluster properties in force, and what the status says of the whole cluster. */
public record ClusterOptions(
        SortedMap<String, String> properties,
        Instant now,
        boolean quorate,
        QuorumPolicy quorumPolicy,
        boolean fencingEnabled,
        String fencingAction,
        boolean startupFencing,
        boolean symmetric,
        boolean maintenance,
        boolean stopAll,
        boolean startFailureIsFatal,
        boolean startupProbes,
        boolean stopRemoved,
        boolean cancelRemoved,
        boolean concurrentFencing,
        boolean fenceRemoteWithoutQuorum,
        boolean shutdownLock,
        long shutdownLockLimitMillis,
        long nodePendingMillis,
        long priorityFencingDelayMillis,
        long watchdogTimeoutMillis,
        PlacementStrategy placement) {
    public ClusterOptions {
        properties = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** How capacity takes part in the choice of a machine. */
    public enum PlacementStrategy {
        DEFAULT,
        UTILIZATION,
        BALANCED,
        MINIMAL;

        public boolean usesCapacity() {
            return this != DEFAULT;
        }
    }
}
