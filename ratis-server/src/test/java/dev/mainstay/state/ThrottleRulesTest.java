// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.transition.Action;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.ThrottleMode;
import dev.mainstay.transition.TransitionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many actions become in flight, by the limits and by the load of the machines. */
class ThrottleRulesTest {

    private static final int MANY = 40;

    private final Scenario cluster = Scenario.of("a", "b", "c", "d");

    /** Actions enough for any limit, on each of these machines, of resources of their own. */
    private static Action[] many(Task task, String... nodes) {
        List<Action> actions = new ArrayList<>();
        for (String node : nodes) {
            for (int i = 0; i < MANY; i++) {
                actions.add(Scenario.action(task, node + i, node));
            }
        }
        return actions.toArray(Action[]::new);
    }

    private void adopt(TransitionLimits limits, Action... actions) {
        cluster.adopt(limits, Scenario.chainless(actions));
    }

    private long inFlightOn(String node) {
        return cluster.keysInFlight().stream().filter(key -> key.endsWith("@" + node)).count();
    }

    @ParameterizedTest
    @CsvSource({
        // limit, processors, mode, in flight
        "0, 8, NONE, 16",
        "0, 8, LOW, 8",
        "0, 8, MEDIUM, 4",
        "0, 8, HIGH, 1",
        "0, 1, NONE, 2",
        "0, 1, LOW, 1",
        "0, 1, MEDIUM, 1",
        "0, 1, HIGH, 1",
        "6, 8, NONE, 6",
        "6, 8, LOW, 3",
        "6, 8, MEDIUM, 1",
        "6, 8, HIGH, 1",
        "1, 8, LOW, 1",
        "0, 2000000000, NONE, 40",
        "-1, 8, HIGH, 40"
    })
    void nodeTakesItsLimitOrItsShareOfItUnderLoad(
            int limit, int processors, ThrottleMode mode, long expected) {
        cluster.throttle("a", mode, processors);

        adopt(new TransitionLimits(-1, -1, limit), many(Task.START, "a"));

        assertEquals(expected, inFlightOn("a"));
    }

    @Test
    void nodeThatHasSaidNothingCountsAsUnderLowLoad() {
        assertEquals(Optional.empty(), cluster.node("a").throttle());

        adopt(TransitionLimits.DEFAULT, many(Task.START, "a"));

        assertEquals(NodeThrottle.UNKNOWN.processors(), inFlightOn("a"));
    }

    @Test
    void stopsForARecoveryWaitAsOthersDoAndFencingNever() {
        cluster.throttle("a", ThrottleMode.HIGH, 8);
        List<Action> actions = new ArrayList<>(List.of(many(Task.STOP, "a")));
        actions.add(Scenario.fence("b"));

        adopt(TransitionLimits.DEFAULT, actions.toArray(Action[]::new));

        assertEquals(1, inFlightOn("a"));
        assertEquals(1, inFlightOn("b"));
    }

    @Test
    void actionsThatWaitedBeginWhenTheLoadFalls() {
        cluster.throttle("a", ThrottleMode.HIGH, 4);
        adopt(new TransitionLimits(-1, -1, 0), many(Task.START, "a"));
        assertEquals(1, inFlightOn("a"));

        cluster.throttle("a", ThrottleMode.MEDIUM, 4);
        assertEquals(2, inFlightOn("a"));

        cluster.throttle("a", ThrottleMode.NONE, 4);
        assertEquals(8, inFlightOn("a"));
        assertFalse(cluster.state().planDemand().isWanted());
    }

    @Test
    void nothingInFlightIsTakenBackWhenTheLoadRises() {
        cluster.throttle("a", ThrottleMode.NONE, 1);
        adopt(TransitionLimits.DEFAULT, many(Task.START, "a"));

        cluster.throttle("a", ThrottleMode.HIGH, 1);
        assertEquals(2, inFlightOn("a"));

        cluster.complete("a0_start_0", "a", 0);
        assertEquals(List.of("a1_start_0@a"), cluster.keysInFlight());
        cluster.complete("a1_start_0", "a", 0);
        assertEquals(List.of("a2_start_0@a"), cluster.keysInFlight());
    }

    @ParameterizedTest
    @CsvSource({
        // batch-limit, load of one of four machines, in flight
        "0, HIGH, 2",
        "0, MEDIUM, 10",
        "3, HIGH, 3",
        "3, NONE, 3",
        "-1, HIGH, 9"
    })
    void clusterTakesHalfAsManyAsItHasMachinesWhileOneIsUnderHighLoad(
            int batch, ThrottleMode mode, long expected) {
        cluster.throttle("a", mode, 4);
        cluster.throttle("b", ThrottleMode.NONE, 4);

        adopt(new TransitionLimits(batch, -1, 0), many(Task.START, "a", "b"));

        assertEquals(expected, cluster.keysInFlight().size());
    }

    @Test
    void lostMachineDoesNotThrottleTheOthers() {
        cluster.throttle("a", ThrottleMode.HIGH, 4);
        cluster.throttle("b", ThrottleMode.NONE, 4);
        cluster.lose("a");

        adopt(TransitionLimits.DEFAULT, many(Task.START, "b"));

        assertEquals(8, inFlightOn("b"));
    }

    @Test
    void migrationsHaveALimitOfTheirOwnOnEachMachine() {
        cluster.throttle("a", ThrottleMode.NONE, 4);
        List<Action> actions = new ArrayList<>(List.of(many(Task.MIGRATE_TO, "a")));
        actions.add(Scenario.action(Task.START, "other", "a"));

        adopt(new TransitionLimits(0, 2, 0), actions.toArray(Action[]::new));

        assertEquals(List.of("a0_migrate_to_0@a", "a1_migrate_to_0@a", "other_start_0@a"),
                cluster.keysInFlight());
    }

    @Test
    void reportOfAnotherIncarnationIsRefused() {
        long incarnation = cluster.node("a").incarnation();

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(Scenario.event("a",
                new NodeEvent.ThrottleChanged(incarnation - 1,
                        new NodeThrottle(ThrottleMode.HIGH, 4)))));
        assertTrue(cluster.node("a").throttle().isEmpty());
    }

    @Test
    void restartedDaemonKeepsWhatItsMachineSaidAndAnotherBootDoesNot() {
        cluster.throttle("a", ThrottleMode.MEDIUM, 4);

        cluster.join("a", "boot-a");
        assertEquals(Optional.of(new NodeThrottle(ThrottleMode.MEDIUM, 4)),
                cluster.node("a").throttle());

        cluster.join("a", "boot-later");
        assertEquals(Optional.empty(), cluster.node("a").throttle());
    }
}
