// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A stream of random choices of one entity: adding another entity does not shift it. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed, String entity) {
        this.random = new SplittableRandom(
                seed * 0x9E3779B97F4A7C15L + entity.hashCode() * 0x2545F4914F6CDD1DL);
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

    /** True once in so many calls on average. */
    boolean oneIn(int calls) {
        return random.nextInt(calls) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From low to high, both included. */
    int within(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }
}
