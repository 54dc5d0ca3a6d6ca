// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceHistory;
import java.util.Comparator;
import java.util.List;

/** Whether an instance does its work on a machine, as its history there tells. */
public enum Activity {
    INACTIVE,
    ACTIVE,
    PROMOTED,
    /** The last operation failed: parts of it may be active. */
    FAILED,
    /** An outcome is missing. */
    UNKNOWN;

    /** Whether it can be relied on that nothing of the instance is active. */
    public boolean isCertainlyInactive() {
        return this == INACTIVE;
    }

    /** Replays the records in the order of their execution. */
    public static Activity of(ResourceHistory history) {
        List<OperationRecord> records = history.records().stream()
                .sorted(Comparator.comparingInt(OperationRecord::order)
                        .thenComparing(OperationRecord::id))
                .toList();
        Activity activity = INACTIVE;
        for (OperationRecord record : records) {
            activity = activity.after(record);
        }
        return activity;
    }

    private Activity after(OperationRecord record) {
        if (record.status() == OperationStatus.PENDING) {
            return UNKNOWN;
        }
        return switch (record.task()) {
            case "monitor" -> afterMonitor(record);
            case "start", "migrate_from", "demote" -> succeeded(record) ? ACTIVE : FAILED;
            case "promote" -> succeeded(record) ? PROMOTED : FAILED;
            case "stop", "migrate_to" -> succeeded(record) ? INACTIVE : FAILED;
            default -> this;
        };
    }

    private Activity afterMonitor(OperationRecord record) {
        if (record.status() != OperationStatus.DONE && record.status() != OperationStatus.ERROR) {
            return FAILED;
        }
        return OcfExitCode.of(record.exitCode()).map(code -> switch (code) {
            case OK, DEGRADED -> ACTIVE;
            case RUNNING_PROMOTED, DEGRADED_PROMOTED -> PROMOTED;
            case NOT_RUNNING -> INACTIVE;
            // A probe that cannot even look says that nothing of it can run there.
            case NOT_INSTALLED, INVALID_PARAMETERS -> record.isProbe() ? INACTIVE : FAILED;
            case GENERIC_ERROR, UNIMPLEMENTED, INSUFFICIENT_PRIVILEGES, NOT_CONFIGURED,
                    FAILED_PROMOTED ->
                    FAILED;
        }).orElse(FAILED);
    }

    private static boolean succeeded(OperationRecord record) {
        return record.status() == OperationStatus.DONE
                && record.exitCode() == OcfExitCode.OK.code();
    }
}
