// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When something moves live, and what that waits for. */
class MigrationRulesTest {
    private static final String LIVE = "<nvpair id='m1' name='allow-migrate' value='true'/>";
    private static final String TO_B = "<rsc_location id='l' rsc='vm' node='b' score='INFINITY'/>";

    private static String vm(String meta) {
        return "<primitive id='vm' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<meta_attributes id='m'>" + LIVE + meta + "</meta_attributes></primitive>";
    }

    private static SmallCluster onAClone(String onB) {
        return SmallCluster.of("<clone id='c'>" + primitive("x") + "</clone>" + vm(""))
                .withConstraints(TO_B + "<rsc_order id='o' first='c' then='vm'/>"
                        + "<rsc_location id='k' rsc='c' node='a' score='-INFINITY'/>")
                .withHistories(running("x") + running("vm"), onB + stopped("vm"));
    }

    @Test
    void movesLiveFromAnInstanceThatStopsOntoOneThatIsUp() {
        Plan plan = onAClone(running("x")).plan();
        assertTrue(changes(plan).contains("Migrate vm a b"), changes(plan).toString());
        assertTrue(precedes(plan, "vm_stop_0@a", "x:0_stop_0@a"), real(plan).toString());
    }

    @Test
    void eachHalfKnowsTheMachineOfTheOther() {
        Plan plan = onAClone(running("x")).plan();
        List<PlannedAction> halves = plan.actions().stream()
                .filter(action -> action.task().startsWith("migrate_")).toList();
        assertEquals(2, halves.size());
        for (PlannedAction half : halves) {
            assertEquals(Map.of("migrate_source", "a", "migrate_target", "b"), half.meta());
        }
    }

    @Test
    void cannotMoveLiveOntoAnInstanceThatIsNotUpYet() {
        Plan plan = onAClone(stopped("x")).plan();
        assertTrue(changes(plan).contains("Move vm a b"), changes(plan).toString());
    }

    @Test
    void whatLaunchesAConnectionMovesLiveAfterThatWasLookedFor() {
        String connection = running("guest").replace("provider='heartbeat' type='Dummy'",
                "provider='pacemaker' type='remote'");
        Plan plan = SmallCluster.of(vm("<nvpair id='m2' name='remote-node' value='guest'/>"))
                .withConstraints(TO_B).withHistories(running("vm") + connection, stopped("vm"))
                .withRemote("guest", "").plan();
        assertEquals("Migrate vm a b", changes(plan).get(0));
        assertTrue(precedes(plan, "guest_monitor_0@b", "vm_migrate_to_0@a"),
                real(plan).toString());
    }
}
