// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceHistory;
import java.util.List;

/**
 * What one machine did with one resource, in order of execution; {@code activeFrom} is the index
 * from which on recurring operations are still going.
 */
public record HistoryEntry(
        WorkResource resource,
        WorkNode node,
        ResourceHistory history,
        List<OperationRecord> sorted,
        int activeFrom) {
    public HistoryEntry {
        sorted = List.copyOf(sorted);
    }

    /** Whether all that was done is to look for it, in vain. */
    public boolean foundNothing() {
        return sorted.stream().allMatch(record -> record.isProbe()
                && record.exitCode() == OcfExitCode.NOT_RUNNING.code());
    }

    /** Whether a recurring operation is going on there. */
    public boolean hasActive(String task, long intervalMillis) {
        for (int i = Math.max(0, activeFrom); i < sorted.size(); i++) {
            OperationRecord record = sorted.get(i);
            if (record.intervalMillis() == intervalMillis && record.task().equals(task)
                    && record.status() != OperationStatus.PENDING) {
                return true;
            }
        }
        return false;
    }
}
