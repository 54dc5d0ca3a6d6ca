// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ends of owners' leases, as far as this driver was told. */
final class Deadlines {
    private final Map<Long, Long> nanosByOwner = new ConcurrentHashMap<>();

    /** Takes in a deadline; an earlier one than the known is ignored. */
    void extend(long owner, long deadlineNanos) {
        nanosByOwner.merge(owner, deadlineNanos, Math::max);
    }

    /** CLOCK_BOOTTIME at which the owner's lease ends or ended; 0: none was told. */
    long nanos(long owner) {
        return nanosByOwner.getOrDefault(owner, 0L);
    }
}
