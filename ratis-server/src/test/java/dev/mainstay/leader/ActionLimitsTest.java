// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.transition.ThrottleMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the cluster's options to the number of actions in flight on three machines. */
class ActionLimitsTest {

    private static final int SERVICES = 12;

    private final PlannedCluster cluster = new PlannedCluster();

    @BeforeEach
    void machinesOfFourProcessorsWithoutLoad() {
        List.of("a", "b", "c").forEach(
                node -> cluster.scenario().throttle(node, ThrottleMode.NONE, 4));
    }

    private void configure(String option, String value, String home) {
        String constraints = IntStream.range(0, home.isEmpty() ? 0 : SERVICES)
                .mapToObj(i -> "<rsc_location id='l" + i + "' rsc='r" + i + "' node='" + home
                        + "' score='100'/>")
                .collect(Collectors.joining());
        String resources = IntStream.range(0, SERVICES)
                .mapToObj(i -> PlannedCluster.primitive("r" + i, "allow-migrate", "true"))
                .collect(Collectors.joining());
        cluster.configure(PlannedCluster.configuration(
                "<nvpair id='o-f' name='stonith-enabled' value='false'/>"
                        + (option.isEmpty() ? ""
                                : "<nvpair id='o-l' name='" + option
                                        + "' value='" + value + "'/>"),
                resources, constraints));
    }

    private long inFlightOn(String node) {
        return cluster.scenario().keysInFlight().stream()
                .filter(key -> key.endsWith("@" + node)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 8, 24",
        "node-action-limit, 0, 8, 24",
        "node-action-limit, 3, 3, 9",
        "node-action-limit, 100, 12, 36",
        "node-action-limit, -1, 12, 36",
        "batch-limit, 0, 8, 24",
        "batch-limit, -1, 8, 24",
        "batch-limit, 5, 5, 5"
    })
    void optionBoundsTheProbesOfAMachineAndOfAll(
            String option, String value, long onFirst, int overall) {
        configure(option, value, "");
        cluster.plan();

        assertEquals(onFirst, inFlightOn("a"));
        assertEquals(overall, cluster.inFlight().size());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 4, 1",
        "node-action-limit, 4, 1, 1",
        "batch-limit, -1, 4, 13",
        "batch-limit, 2, 2, 2"
    })
    void machinesUnderLoadHoldActionsBack(
            String option, String value, long mostOnFirst, int overall) {
        cluster.scenario().throttle("a", ThrottleMode.LOW, 4);
        cluster.scenario().throttle("c", ThrottleMode.HIGH, 4);
        configure(option, value, "");
        cluster.plan();

        assertEquals(Math.min(mostOnFirst, overall), inFlightOn("a"));
        assertEquals(overall, cluster.inFlight().size());
    }

    @ParameterizedTest
    @CsvSource({"-1, 8", "3, 3", "100, 8"})
    void migrationLimitBoundsLiveMigrationsFromAMachine(String limit, long expected) {
        configure("migration-limit", limit, "a");
        cluster.settle();

        configure("migration-limit", limit, "b");
        cluster.plan();

        assertEquals(expected, cluster.inFlight().stream()
                .filter(key -> key.contains("migrate_to")).count());
        assertEquals(expected, inFlightOn("a"));
    }

    @Test
    void everythingIsDoneInTheEndHoweverGreatTheLoad() {
        List.of("a", "b", "c").forEach(
                node -> cluster.scenario().throttle(node, ThrottleMode.HIGH, 4));

        configure("", "", "a");
        cluster.settle();

        assertEquals(SERVICES, cluster.scenario().node("a").histories().size());
    }
}
