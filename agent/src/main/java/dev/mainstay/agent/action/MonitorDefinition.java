// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;

/**
 * A recurring monitor as it is wanted.
 *
 * @param orderedBy the action that ordered it; another one makes it another monitor
 * @param configRevision where the parameters come from; a change of it alone changes nothing
 */
public record MonitorDefinition(MonitorKey key, Operation operation, int expectedExitCode,
        ActionKey orderedBy, long configRevision, Duration startDelay) {

    /** Whether the other would run the same and have to report the same. */
    public boolean runsLike(MonitorDefinition other) {
        return key.equals(other.key) && operation.equals(other.operation)
                && expectedExitCode == other.expectedExitCode && orderedBy.equals(other.orderedBy);
    }
}
