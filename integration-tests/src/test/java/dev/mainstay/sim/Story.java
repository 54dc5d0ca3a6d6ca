// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a seed stands for: a cluster, and what happens to it until peace comes. Leaving steps out
 * gives another, shorter story of the same seed.
 */
record Story(long seed, Profile profile, List<Step> steps) {

    /** Of a hundred stories so many have orders that arrive when they are not due any more. */
    private static final int LATE_ORDERS_PERCENT = 25;

    Story {
        steps = List.copyOf(steps);
    }

    static Story of(long seed) {
        Profile profile = Profile.of(seed);
        Chance chance = new Chance(seed, "steps");
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < profile.steps(); i++) {
            steps.add(Step.any(chance, profile.pace().toMillis()));
        }
        Chance late = new Chance(seed, "late orders");
        if (late.percent(LATE_ORDERS_PERCENT)) {
            steps.addAll(late.below(steps.size() + 1), Step.lateOrders(late));
        }
        return new Story(seed, profile, steps);
    }

    Story with(List<Step> fewer) {
        return new Story(seed, profile, fewer);
    }

    /** Tells it to the end, or to the first violation. */
    Ending tell(Planted planted) {
        return tell(new World(seed, profile, planted));
    }

    Ending tell(World world) {
        Optional<Violation> violation = Optional.empty();
        try {
            new Telling(world, this).run();
        } catch (Violation found) {
            violation = Optional.of(found);
        } catch (RuntimeException broken) {
            violation = Optional.of(world.broken(broken));
        }
        return new Ending(violation, world.time().nowNanos(), world.time().done(),
                world.log().commitIndex());
    }

    /**
     * @param nanos of virtual time
     * @param events that happened
     * @param entries of the log
     */
    record Ending(Optional<Violation> violation, long nanos, long events, long entries) {}
}
