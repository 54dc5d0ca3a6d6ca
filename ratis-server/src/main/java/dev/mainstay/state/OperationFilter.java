// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OperationRecord;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Some of a resource's operations.
 *
 * @param task such as monitor
 * @param intervalMillis empty: whatever its interval
 */
public record OperationFilter(String task, OptionalLong intervalMillis) {

    public OperationFilter {
        Objects.requireNonNull(task);
        Objects.requireNonNull(intervalMillis);
    }

    boolean matches(OperationRecord record) {
        return record.task().equals(task)
                && (intervalMillis.isEmpty()
                        || intervalMillis.getAsLong() == record.intervalMillis());
    }

    /** @param key such as monitor_10000, as fail counts bear it in their names */
    boolean matches(String key) {
        int end = key.lastIndexOf('_');
        return end >= 0 && key.substring(0, end).equals(task)
                && (intervalMillis.isEmpty() || key.substring(end + 1)
                        .equals(Long.toString(intervalMillis.getAsLong())));
    }
}
