// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.record;
import static dev.mainstay.scheduler.SmallCluster.records;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What waits to know where things are. */
class ProbeRulesTest {
    @Test
    void nothingWaitsForTheEndOfAGroupOfWhichNothingIsUp() {
        Plan plan = SmallCluster.of(primitive("web") + "<group id='g'>" + primitive("fs")
                + primitive("ip") + "</group>")
                .withConstraints("<rsc_order id='o' first='web' then='g'/>"
                        + "<rsc_location id='l' rsc='web' node='b' score='INFINITY'/>")
                .withHistories(running("web") + stopped("ip"), stopped("web") + stopped("ip"))
                .plan();
        assertTrue(precedes(plan, "fs_monitor_0@b", "fs_start_0@a"), real(plan).toString());
        assertFalse(precedes(plan, "fs_monitor_0@b", "web_stop_0@a"), real(plan).toString());
    }

    private static Plan restart(String resources) {
        String failed = records("web", record("web_last_0", "start", 0, 3, 0, ""),
                record("web_monitor_10000", "monitor", 10000, 4, 1, ""));
        return SmallCluster.of("<clone id='c'>" + resources + "</clone>")
                .withHistories(failed + running("fs"), stopped("web")).plan();
    }

    @Test
    void instanceThatIsUpDoesNotWaitToKnowWhereOthersAre() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("web") + "</clone>")
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        record("web_monitor_10000", "monitor", 10000, 4, 1, "")), "")
                .plan();
        assertTrue(precedes(plan, "web:1_monitor_0@b", "web:1_start_0@b"),
                real(plan).toString());
        assertFalse(precedes(plan, "web:1_monitor_0@b", "web:0_stop_0@a"),
                real(plan).toString());
    }

    @Test
    void instanceOfAClonedGroupWaitsToKnowWhereMembersOfOthersAre() {
        Plan plan = restart("<group id='g'>" + primitive("fs") + primitive("web") + "</group>");
        assertTrue(precedes(plan, "fs:1_monitor_0@b", "web:0_stop_0@a"),
                real(plan).toString());
    }

    @Test
    void interleavedInstanceOfAClonedGroupDoesNot() {
        Plan plan = restart("<meta_attributes id='m'><nvpair id='m1' name='interleave'"
                + " value='true'/></meta_attributes><group id='g'>" + primitive("fs")
                + primitive("web") + "</group>");
        assertFalse(precedes(plan, "fs:1_monitor_0@b", "web:0_stop_0@a"),
                real(plan).toString());
    }

    @Test
    void memberDoesNotWaitToKnowOfAnotherOfItsOwnInstance() {
        Plan plan = SmallCluster.of("<clone id='c'><group id='g'>" + primitive("fs")
                + primitive("web") + "</group></clone>")
                .withHistories(running("web"), stopped("fs") + stopped("web")).plan();
        assertTrue(precedes(plan, "fs:0_monitor_0@a", "fs:0_start_0@a"),
                real(plan).toString());
        assertFalse(precedes(plan, "fs:0_monitor_0@a", "web:0_stop_0@a"),
                real(plan).toString());
    }
}
