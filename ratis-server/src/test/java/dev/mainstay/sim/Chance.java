// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A stream of random choices of one entity: adding another entity does not shift it. */
final class Chance {

    private final Random random;

    Chance(long seed, String entity) {
        this.random = new Random(seed * 1_000_003 + entity.hashCode());
    }

    Duration between(Duration low, Duration high) {
        long span = high.minus(low).toNanos();
        return low.plusNanos(span <= 0 ? 0 : random.nextLong(span));
    }

    Duration millis(long low, long high) {
        return between(Duration.ofMillis(low), Duration.ofMillis(high));
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
