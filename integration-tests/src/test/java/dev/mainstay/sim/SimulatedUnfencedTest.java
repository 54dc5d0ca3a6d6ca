// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine is cut off in a cluster without fencing: whoever takes over has to wait for it. */
class SimulatedUnfencedTest {

    private static final String PROMOTABLE = "p";

    @Test
    void serviceStartsElsewhereOnceTheCutOffMachineHadTimeToStopIt() {
        Scenario cluster = Scenario.of(7, 3);
        cluster.foundWithoutFencing(Scenario.SERVICE);
        cluster.require("the service", () -> cluster.serving().size() == 1);
        Machine alone = cluster.home();
        cluster.world().behaviour().prolong("stop", Scenario.SERVICE, Duration.ofMillis(3_500));

        cluster.cutOff(alone);
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(alone));

        assertEquals(NodeState.LOST, cluster.state(alone));
    }

    @Test
    void nobodyIsPromotedWhileTheCutOffMachineMayBe() {
        Scenario cluster = Scenario.of(7, 3);
        cluster.foundWithoutFencing(PROMOTABLE + "-clone");
        cluster.require("a promoted instance", () -> promoted(cluster).size() == 1);
        Machine alone = promoted(cluster).getFirst();
        List<Machine> others = cluster.others(alone);
        cluster.require("the others", () -> others.stream()
                .allMatch(machine -> machine.services().isActive(PROMOTABLE)));
        cluster.world().behaviour().prolong("demote", PROMOTABLE, Duration.ofMillis(3_500));

        // That nothing is promoted twice in between is what the simulation itself looks after.
        cluster.cutOff(alone);
        cluster.require("a promoted instance elsewhere", () -> promoted(cluster).stream()
                .anyMatch(machine -> machine != alone));

        assertEquals(1, promoted(cluster).size());
        assertEquals(NodeState.LOST, cluster.state(alone));
        assertTrue(others.stream().noneMatch(
                machine -> machine.begun().contains("stop " + PROMOTABLE)));
    }

    private static List<Machine> promoted(Scenario cluster) {
        return cluster.world().machines().stream()
                .filter(machine -> machine.services().isPromoted(PROMOTABLE))
                .toList();
    }
}
