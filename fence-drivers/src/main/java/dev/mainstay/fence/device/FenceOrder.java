// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import java.time.Duration;

/**
 * One action on one device.
 *
 * @param requestId by which a repetition is known
 * @param timeout for all tries, where the device says nothing else
 * @param owner whose lease the run depends on
 * @param delay before the first try, on top of the device's own; negative: neither
 */
public record FenceOrder(String requestId, DeviceAction action, FenceDevice device, Target target,
        Duration timeout, Owner owner, Duration delay) {

    /**
     * The node that is meant; an empty name where the action has none.
     *
     * @param incarnation for the record and for built-in drivers
     */
    public record Target(String node, long incarnation) {}

    /**
     * The member that owns the fence operation.
     *
     * @param deadlineNanos CLOCK_BOOTTIME at which its lease ends as far as known; 0: no lease
     *        counts
     */
    public record Owner(long incarnation, long deadlineNanos) {}
}
