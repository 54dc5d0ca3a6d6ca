// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices of one seed. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From low to high, both included. */
    int within(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T held = list.get(i);
            list.set(i, list.get(other));
            list.set(other, held);
        }
    }
}
