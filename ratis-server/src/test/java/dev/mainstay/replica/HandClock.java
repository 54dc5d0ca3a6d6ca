// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.NodeClock;
import java.time.Duration;
import java.time.Instant;

/** Clocks that a test moves by hand, each for itself. */
final class HandClock implements NodeClock {

    private long bootNanos;
    private Instant wall = Instant.parse("2030-01-01T00:00:00Z");

    void elapse(Duration time) {
        bootNanos += time.toNanos();
        wall = wall.plus(time);
    }

    void setWall(Instant time) {
        wall = time;
    }

    @Override
    public long bootNanos() {
        return bootNanos;
    }

    @Override
    public Instant wall() {
        return wall;
    }
}
