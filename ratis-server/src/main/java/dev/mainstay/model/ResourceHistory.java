// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one machine last did with one instance: at most one record per operation, in the order in
 * which they were written. {@code shutdownLock} is when a clean shutdown pinned it to the machine.
 */
public record ResourceHistory(
        InstanceId instance,
        AgentName agent,
        Optional<ResourceId> container,
        Optional<Instant> shutdownLock,
        List<OperationRecord> records) {
    public ResourceHistory {
        Objects.requireNonNull(instance);
        Objects.requireNonNull(agent);
        Objects.requireNonNull(container);
        Objects.requireNonNull(shutdownLock);
        records = List.copyOf(records);
    }
}
