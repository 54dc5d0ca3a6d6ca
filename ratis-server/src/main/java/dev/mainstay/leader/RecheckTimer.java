// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import java.time.Duration;
import java.util.Optional;

/**
 * The safety net under all else that asks for plans: one is made when none was for long, on the
 * leader's own monotonic clock.
 */
final class RecheckTimer {

    private long adoption = -1;
    private long sinceNanos;

    /** A new leader counts afresh. */
    void clear() {
        adoption = -1;
    }

    /**
     * Whether a plan is due.
     *
     * @param lastAdoption index of the last adopted plan
     * @param interval empty if there is to be no net
     */
    boolean isDue(long lastAdoption, Optional<Duration> interval, long nowNanos) {
        if (lastAdoption != adoption) {
            adoption = lastAdoption;
            sinceNanos = nowNanos;
        }
        return interval.filter(limit -> nowNanos - sinceNanos >= limit.toNanos()).isPresent();
    }
}
