// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters under random faults: the invariants hold all the time, and in the end all is well. */
class SeedsTest {

    /** Always the first ones: a seed that fails is put right, not stepped over. */
    private static final int SEEDS = 1_000;

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void firstThousandSeedsAreClean() throws InterruptedException {
        try (QuietLog _ = new QuietLog()) {
            assertEquals(new TreeMap<>(),
                    new SeedRange(1, SEEDS, Planted.NOTHING).failures(THREADS));
        }
    }

    @Test
    void sameSeedGivesSameLogAndSameEvents() {
        World first = new World(42, Profile.of(42), Planted.NOTHING);
        World second = new World(42, Profile.of(42), Planted.NOTHING);
        try (QuietLog _ = new QuietLog()) {
            assertEquals(Story.of(42).tell(first), Story.of(42).tell(second));
        }

        assertEquals(first.log().entries(), second.log().entries());
    }

    @Test
    void differentSeedsGiveDifferentStories() {
        assertEquals(SEEDS, java.util.stream.LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Story.of(seed).steps()).distinct().count());
    }
}
