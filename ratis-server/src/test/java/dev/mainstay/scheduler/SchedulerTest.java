// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.history;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    @Test
    void startsAfterProbingEverywhere() {
        Plan plan = SmallCluster.of(primitive("web")).plan();
        assertEquals(List.of("web_monitor_0@a", "web_monitor_0@b", "web_start_0@a"),
                real(plan));
        assertTrue(precedes(plan, "web_monitor_0@b", "web_start_0@a"));
    }

    @Test
    void leavesAloneWhatIsAsItShouldBe() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(running("web"), stopped("web")).plan();
        assertEquals(List.of(), real(plan));
    }

    @Test
    void groupMembersStartInOrderOnOneMachine() {
        Plan plan = SmallCluster.of(
                "<group id='g'>" + primitive("ip") + primitive("web") + "</group>")
                .withHistories(stopped("ip") + stopped("web"), stopped("ip") + stopped("web"))
                .plan();
        assertEquals(List.of("ip_start_0@a", "web_start_0@a"), real(plan));
        assertTrue(precedes(plan, "ip_start_0@a", "web_start_0@a"));
    }

    @Test
    void lostMachineIsFencedBeforeItsResourcesStartElsewhere() {
        Plan plan = SmallCluster.of(primitive("web")).withFencing()
                .withHistories(running("web"), stopped("web") + stopped("fence")).plan(false);
        assertTrue(real(plan).contains("stonith-a-reboot@a"), real(plan).toString());
        assertTrue(precedes(plan, "stonith-a-reboot@a", "web_start_0@b"));
    }

    @Test
    void stopFailureWithoutFencingBlocksStartElsewhere() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(history("web", "stop", 1, 0), stopped("web")).plan();
        assertFalse(real(plan).stream().anyMatch(a -> a.startsWith("web_start")));
    }

    @Test
    void stopFailureFencesBeforeRestartElsewhere() {
        Plan plan = SmallCluster.of(primitive("web")).withFencing()
                .withHistories(history("web", "stop", 1, 0) + stopped("fence"),
                        stopped("web") + running("fence"))
                .plan();
        assertTrue(precedes(plan, "stonith-a-reboot@a", "web_start_0@b"),
                real(plan).toString());
    }

    @Test
    void dependentStopsBeforeWhatItDependsOnRestarts() {
        Plan plan = SmallCluster.of(primitive("db") + primitive("app"))
                .withConstraints("<rsc_order id='o' first='db' then='app'/>"
                        + "<rsc_location id='l' rsc='db' node='a' score='-INFINITY'/>"
                        + "<rsc_location id='m' rsc='app' node='b' score='INFINITY'/>")
                .withHistories(running("db") + stopped("app"), stopped("db") + running("app"))
                .plan();
        assertTrue(precedes(plan, "app_stop_0@b", "db_stop_0@a"), real(plan).toString());
        assertTrue(precedes(plan, "db_start_0@b", "app_start_0@b"));
    }

    @Test
    void placesTheSameWhateverOrderMachinesReportIn() {
        SmallCluster cluster = SmallCluster.of(primitive("x") + primitive("y"));
        Plan once = cluster.plan();
        Plan again = cluster.plan();
        assertEquals(once, again);
        SchedulerInput input = cluster.read(true);
        var nodes = input.status().nodes().reversed();
        var status = new dev.mainstay.model.ClusterStatus(true, true, false,
                input.status().designatedController(), nodes, List.of());
        Plan permuted = Scheduler.plan(
                new SchedulerInput(input.configuration(), status, List.of(), input.now()));
        assertEquals(real(once), real(permuted));
    }

    @Test
    void doesNotStartOnWhatIsBeingStopped() {
        Plan plan = SmallCluster.of(primitive("db") + primitive("app"))
                .withConstraints("<rsc_order id='o' first='db' then='app'/>")
                .withHistories(running("db") + stopped("app"), stopped("db") + stopped("app"))
                .withInFlight("db", "stop", "a").plan();
        assertTrue(precedes(plan, "db_stop_0@a", "app_start_0@b"), real(plan).toString());
        assertTrue(precedes(plan, "db_start_0@a", "app_start_0@b"), real(plan).toString());
    }

    @Test
    void undoesAStartUnderWayBeforeStartingElsewhere() {
        Plan plan = SmallCluster.of(primitive("db"))
                .withConstraints("<rsc_location id='l' rsc='db' node='a' score='-INFINITY'/>")
                .withHistories(stopped("db"), stopped("db"))
                .withInFlight("db", "start", "a").plan();
        assertTrue(precedes(plan, "db_start_0@a", "db_stop_0@a"), real(plan).toString());
        assertTrue(precedes(plan, "db_stop_0@a", "db_start_0@b"), real(plan).toString());
    }
}
