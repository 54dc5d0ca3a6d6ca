// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The last execution of one operation of one instance on one machine. {@code order} ascends in the
 * order of execution on that machine (a call id; -1 while pending). {@code expectedExitCode} is
 * empty where the history does not tell what was expected.
 */
public record OperationRecord(
        String id,
        String task,
        long intervalMillis,
        int order,
        OperationStatus status,
        int exitCode,
        Optional<Integer> expectedExitCode,
        Optional<Instant> lastChange,
        Optional<Instant> lastRun,
        OperationTimes times,
        OperationDigests digests,
        Optional<String> exitReason,
        Optional<NodeId> migrateSource,
        Optional<NodeId> migrateTarget,
        Optional<String> operationKey,
        Optional<String> transitionKey) {
    public OperationRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(task);
        Objects.requireNonNull(status);
        Objects.requireNonNull(expectedExitCode);
        Objects.requireNonNull(lastChange);
        Objects.requireNonNull(lastRun);
        Objects.requireNonNull(times);
        Objects.requireNonNull(digests);
        Objects.requireNonNull(exitReason);
        Objects.requireNonNull(migrateSource);
        Objects.requireNonNull(migrateTarget);
        Objects.requireNonNull(operationKey);
        Objects.requireNonNull(transitionKey);
    }

    /** The same with other digests. */
    public OperationRecord withDigests(OperationDigests changed) {
        return new OperationRecord(id, task, intervalMillis, order, status, exitCode,
                expectedExitCode, lastChange, lastRun, times, changed, exitReason, migrateSource,
                migrateTarget, operationKey, transitionKey);
    }

    public boolean isRecurring() {
        return intervalMillis > 0;
    }

    public boolean isProbe() {
        return intervalMillis == 0 && task.equals("monitor");
    }
}
