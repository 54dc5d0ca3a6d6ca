// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would see it if a rule of the protocol was broken. */
class PlantedRuleTest {

    private static final long SEEDS = 10_000;

    @ParameterizedTest
    @EnumSource
    void violationIsFound(PlantedRule rule) {
        try (QuietLog _ = new QuietLog()) {
            assertTrue(new SeedRange(1, SEEDS, rule.plant()).firstFinding().isPresent());
        }
    }
}
