// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When which nodes are killed, all of it drawn from one seed beforehand. What else happens at these
 * moments is up to the machine, so a seed repeats a run only as far as that allows.
 */
record KillSchedule(long seed, List<Kill> kills) {

    private static final int SINGLE_KILLS_PER_FULL = 10;
    private static final int LONGEST_LIFE_MILLIS = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 500;

    KillSchedule {
        kills = List.copyOf(kills);
    }

    /**
     * One SIGKILL.
     *
     * @param life how long all nodes run before it
     * @param victim number of the node, or {@link #ALL}
     * @param pause how long the dead stay so
     */
    record Kill(Duration life, int victim, Duration pause) {

        /** In the place of a victim: all nodes at once. */
        static final int ALL = -1;
    }

    /** @param count of kills of one node; for each ten of them, all nodes are killed once more */
    static KillSchedule draw(long seed, int count, int nodes) {
        Random random = new Random(seed);
        List<Kill> kills = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            kills.add(draw(random, random.nextInt(nodes)));
            if (number % SINGLE_KILLS_PER_FULL == 0) {
                kills.add(draw(random, Kill.ALL));
            }
        }
        return new KillSchedule(seed, kills);
    }

    private static Kill draw(Random random, int victim) {
        return new Kill(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)), victim,
                Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }

    @Override
    public String toString() {
        return kills.size() + " kills of seed " + seed + "; to repeat them: mvn verify -pl"
                + " integration-tests -am -Dtest=DurabilityTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dmainstay.seed=" + seed
                + " -Dmainstay.kills=" + kills.stream().filter(kill -> kill.victim() != Kill.ALL)
                        .count();
    }
}
