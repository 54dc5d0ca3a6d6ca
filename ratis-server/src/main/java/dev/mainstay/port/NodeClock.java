// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.time.Instant;

/** A machine's clocks. */
public interface NodeClock {

    /**
     * Nanoseconds on a clock that never jumps and counts suspension too (CLOCK_BOOTTIME). Leases
     * and all elapsed times are measured on it. Comparable on one machine and boot only.
     */
    long bootNanos();

    /** The wall clock, which people may set; only the leader's stamps and displays use it. */
    Instant wall();
}
