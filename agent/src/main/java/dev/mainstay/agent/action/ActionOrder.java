// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;

/**
 * An action that the executor wants done once.
 *
 * @param lease whether it may run without a lease
 * @param leaseDeadlineNanos CLOCK_BOOTTIME at which the lease known to the orderer ends; 0: none
 * @param configRevision the revision that the parameters come from; for the record
 * @param stopTimeout of the stop that follows when the lease lapses under this action
 */
public record ActionOrder(ActionKey key, Operation operation, LeaseNeed lease,
        long leaseDeadlineNanos, long configRevision, Duration stopTimeout) {

    /** Whether an action needs the node's lease before and while it runs. */
    public enum LeaseNeed {
        NEEDED, NOT_NEEDED
    }

    /** True where the task always needs a lease, or the order asks for one. */
    public boolean needsLease() {
        return lease == LeaseNeed.NEEDED || operation.task().needsLease();
    }
}
