// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulation would see it if a rule of the protocol was broken. Those that are left out here
 * have no known seed yet; docs/simulation.md lists them as open.
 */
class PlantedRuleTest {

    private static final long SEEDS = 10_000;

    @ParameterizedTest
    @EnumSource(
            value = PlantedRule.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LEASE_GOES_WITH_THE_ORDER", "ONE_MASTER_PER_AGENT"})
    void violationIsFound(PlantedRule rule) {
        try (QuietLog _ = new QuietLog()) {
            assertTrue(new SeedRange(1, SEEDS, rule.plant()).firstFinding().isPresent());
        }
    }
}
