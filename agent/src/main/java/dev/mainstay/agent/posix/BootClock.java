// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

/**
 * The clock that leases are told in: it counts suspension and is the same for every process of one
 * boot.
 */
@FunctionalInterface
public interface BootClock {
    /** Nanoseconds since boot. */
    long nanos();

    /** CLOCK_BOOTTIME of this machine. */
    static BootClock system() {
        return LibC::bootTimeNanos;
    }
}
