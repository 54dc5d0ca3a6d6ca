// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import java.util.Optional;

/**
 * An operation of a resource that came to an end, for those who are told of it.
 *
 * @param task what was asked of the agent, in its own word
 * @param intervalMillis 0 unless it is a recurring monitor
 * @param targetExitCode what was expected
 */
public record EndedOperation(
        InstanceId instance,
        String task,
        long intervalMillis,
        OperationStatus status,
        int exitCode,
        int targetExitCode,
        long executionMillis,
        Optional<String> exitReason) {

    static EndedOperation of(InstanceId instance, String task, OperationRecord record) {
        return new EndedOperation(instance, task, record.intervalMillis(), record.status(),
                record.exitCode(), record.expectedExitCode().orElse(0),
                record.times().executionMillis(), record.exitReason());
    }
}
