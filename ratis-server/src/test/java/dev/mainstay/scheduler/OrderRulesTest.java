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

import java.util.List;
import org.junit.jupiter.api.Test;

/** What orders ask for when only part of what they name has to stop. */
class OrderRulesTest {
    @Test
    void dependentStaysWhileAsManyInstancesAsItNeedsAreLeft() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='clone-min' value='1'/></meta_attributes>" + primitive("x") + "</clone>"
                + primitive("web"))
                .withConstraints("<rsc_location id='l' rsc='c' node='b' score='-INFINITY'/>"
                        + "<rsc_location id='k' rsc='web' node='b' score='INFINITY'/>"
                        + "<rsc_order id='o' first='c' then='web'/>")
                .withHistories(running("x") + stopped("web"), running("x") + running("web"))
                .plan();
        assertEquals(List.of("Stop x:1 b -"), changes(plan));
    }

    @Test
    void whatIsOrderedAfterACloneStaysWhenAnInstanceElsewhereStops() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x") + "</clone><group id='g'>"
                + primitive("web") + primitive("ip") + "</group>")
                .withConstraints("<rsc_location id='l' rsc='c' node='a' score='-INFINITY'/>"
                        + "<rsc_location id='k' rsc='g' node='b' score='INFINITY'/>"
                        + "<rsc_order id='o' first='c' then='g'/>")
                .withHistories(running("x") + stopped("web") + stopped("ip"),
                        running("x") + running("web") + running("ip"))
                .plan();
        assertEquals(List.of("Stop x:0 a -"), changes(plan));
    }

    @Test
    void membersStopInOrderAcrossOneThatIsNotActive() {
        Plan plan = SmallCluster.of("<group id='g'><meta_attributes id='m'><nvpair id='m1'"
                + " name='target-role' value='Stopped'/></meta_attributes>" + primitive("fs")
                + primitive("ip") + primitive("web") + "</group>")
                .withHistories(running("fs") + stopped("ip") + running("web"),
                        stopped("fs") + stopped("ip") + stopped("web"))
                .plan();
        assertTrue(precedes(plan, "web_stop_0@a", "fs_stop_0@a"), real(plan).toString());
    }

    @Test
    void whatIsOrderedAfterACloneStaysWhenAMemberElsewhereStopsForGood() {
        Plan plan = SmallCluster.of("<clone id='c'><group id='g'>" + primitive("fs")
                + primitive("www") + "</group></clone>" + primitive("ftp"))
                .withConstraints("<rsc_order id='o' first='c' then='ftp'/>"
                        + "<rsc_location id='l' rsc='c' node='b' score='-INFINITY'/>"
                        + "<rsc_location id='k' rsc='ftp' node='a' score='INFINITY'/>")
                .withHistories(running("fs") + running("www") + running("ftp"),
                        running("fs") + running("www") + stopped("ftp"))
                .plan();
        assertEquals(List.of("Stop fs:1 b -", "Stop www:1 b -"), changes(plan));
    }

    private static String clone(String id, String primitive, String meta) {
        return "<clone id='" + id + "'><meta_attributes id='" + id + "-m'><nvpair id='" + id
                + "-i' name='interleave' value='true'/>" + meta + "</meta_attributes>"
                + primitive(primitive) + "</clone>";
    }

    @Test
    void instancesWithoutANeighbourAreNotWantedNorIsWhatWouldFollowThem() {
        Plan plan = SmallCluster.of(clone("d", "y", "") + clone("e", "z", "")
                + clone("c", "x", "<nvpair id='s' name='target-role' value='Stopped'/>"))
                .withConstraints("<rsc_order id='o' first='c' then='d'/>"
                        + "<rsc_order id='p' first='d' then='e'/>")
                .withHistories(stopped("x") + stopped("y") + stopped("z"),
                        stopped("x") + stopped("y") + stopped("z"))
                .plan();
        assertEquals(List.of(), changes(plan));
    }

    @Test
    void cloneRestartsAsAWholeAfterAnyInstanceOfAnotherStarts() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x") + "</clone><clone id='d'>"
                + primitive("web") + "</clone>")
                .withConstraints("<rsc_order id='o' first='c' then='d'/>")
                .withHistories(running("x") + running("web"), stopped("x") + running("web"))
                .plan();
        assertEquals(List.of("Start x:1 - b", "Restart web:0 a a", "Restart web:1 b b"),
                changes(plan));
    }

    @Test
    void groupBeginsAfterWhatItIsOrderedAfterThoughAMemberIsNowhere() {
        Plan plan = SmallCluster.of(primitive("db") + "<group id='g'>" + primitive("ip")
                + primitive("fs").replace("/>", "><meta_attributes id='m'><nvpair id='m1'"
                        + " name='target-role' value='Stopped'/></meta_attributes></primitive>")
                + "</group>")
                .withConstraints("<rsc_order id='o' first='db' then='g'/>"
                        + "<rsc_colocation id='q' rsc='g' with-rsc='db' score='INFINITY'/>")
                .withHistories(stopped("db") + stopped("ip") + stopped("fs"),
                        stopped("db") + stopped("ip") + stopped("fs"))
                .plan();
        assertTrue(precedes(plan, "db_start_0@a", "ip_start_0@a"), real(plan).toString());
    }
}
