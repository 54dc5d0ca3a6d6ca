// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.pace;

import dev.mainstay.port.NodeClock;
import java.time.Duration;

/**
 * Lets something be done at once as long as it is done now and then, and spreads it over time where
 * it is done again and again: {@code allowance} times in a row, after that once each
 * {@code interval}. What was not used comes back at the same rate. (The generic cell rate algorithm
 * of ITU-T I.371.) For one thread.
 */
public final class Pace {

    private final NodeClock clock;
    private final long leewayNanos;
    private final long intervalNanos;
    /** When the whole allowance is there again. */
    private long fullNanos;

    public Pace(NodeClock clock, int allowance, Duration interval) {
        this.clock = clock;
        this.intervalNanos = interval.toNanos();
        this.leewayNanos = (allowance - 1) * intervalNanos;
        this.fullNanos = clock.bootNanos();
    }

    /** How long it has to wait from now; zero if it may be done at once. */
    public Duration untilNext() {
        return Duration.ofNanos(Math.max(0, fullNanos - leewayNanos - clock.bootNanos()));
    }

    /** It is done now. */
    public void take() {
        fullNanos = Math.max(fullNanos, clock.bootNanos()) + intervalNanos;
    }
}
