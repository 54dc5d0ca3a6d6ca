// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.time.Duration;

/**
 * What kind of cluster a seed makes, and how badly it is treated.
 *
 * @param machines three to five
 * @param containers whether a machine that lost its power comes back with the same boot id
 * @param roughness of a hundred operations so many go wrong in some way
 * @param fencingPercent of a hundred requests to the power switch so many work
 * @param steps how many faults and changes
 * @param pace the longest time between two of them
 */
record Profile(
        int machines,
        boolean containers,
        int roughness,
        int fencingPercent,
        boolean switchReboots,
        int steps,
        Duration pace) {

    static Profile of(long seed) {
        Chance chance = new Chance(seed, "profile");
        int machines = chance.percent(70) ? 3 : chance.within(4, 5);
        return new Profile(machines, chance.percent(20), chance.of(java.util.List.of(0, 3, 8, 15)),
                chance.of(java.util.List.of(100, 90, 60)), chance.percent(50),
                chance.within(6, 22), chance.of(java.util.List.of(Duration.ofSeconds(2),
                        Duration.ofSeconds(5), Duration.ofSeconds(9))));
    }
}
