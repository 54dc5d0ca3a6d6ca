// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What is wrong with the cable of one machine: a fault stays while machines come and go. */
final class Cable {

    /** As the machine sees it. */
    enum Direction {
        /** What the machine sends. */
        OUT,
        /** What it is sent. */
        IN
    }

    private final Map<Direction, Boolean> lossy = new EnumMap<>(Direction.class);
    private final Map<Direction, Duration> delays = new EnumMap<>(Direction.class);
    private boolean cut;

    synchronized boolean loses(Direction direction) {
        return lossy.getOrDefault(direction, false);
    }

    /** Loses all frames of one direction from now on, or none. */
    synchronized void lose(Direction direction, boolean all) {
        lossy.put(direction, all);
    }

    synchronized Duration delay(Direction direction) {
        return delays.getOrDefault(direction, Duration.ZERO);
    }

    synchronized void delay(Direction direction, Duration delay) {
        delays.put(direction, delay);
    }

    synchronized boolean isCut() {
        return cut;
    }

    synchronized void cut(boolean now) {
        cut = now;
    }
}
