// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What fits where: capacity, and what has to be together. */
class UtilizationRulesTest {
    private static final String BOTH_TO_SWAP =
            "<rsc_location id='l' rsc='x' node='b' score='INFINITY'/>"
                    + "<rsc_location id='k' rsc='y' node='a' score='INFINITY'/>";

    private static String needing(String id, int cpu, String meta) {
        return "<primitive id='" + id + "' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<meta_attributes id='" + id + "-m'>" + meta + "</meta_attributes>"
                + "<utilization id='" + id + "-u'><nvpair id='" + id + "-u1' name='cpu' value='"
                + cpu + "'/></utilization></primitive>";
    }

    private static String needing(String id, int cpu) {
        return needing(id, cpu, "");
    }

    /** A history's last words on a machine: what it can hold. */
    private static String capacity(String node, int cpu) {
        return "</lrm_resources></lrm><transient_attributes id='" + node + "'><utilization id='"
                + node + "-u'><nvpair id='" + node + "-u1' name='cpu' value='" + cpu
                + "'/></utilization></transient_attributes><lrm><lrm_resources>";
    }

    private static SmallCluster cluster(String resources) {
        return SmallCluster.of(resources).withProperty("placement-strategy", "utilization");
    }

    @Test
    void whatFitsNowhereStaysDown() {
        Plan plan = cluster(needing("x", 3))
                .withHistories(stopped("x") + capacity("1", 2), stopped("x") + capacity("2", 2))
                .plan();
        assertEquals(List.of(), changes(plan));
    }

    @Test
    void capacityCountsOnlyWhereThePlacementStrategySaysSo() {
        Plan plan = SmallCluster.of(needing("x", 3))
                .withHistories(stopped("x") + capacity("1", 2), stopped("x") + capacity("2", 2))
                .plan();
        assertEquals(List.of("Start x - a"), changes(plan));
    }

    @Test
    void theGraverPriorityGetsTheRoom() {
        Plan plan = cluster(needing("x", 2)
                + needing("y", 2, "<nvpair id='p1' name='priority' value='5'/>"))
                .withHistories(stopped("x") + stopped("y") + capacity("1", 2),
                        stopped("x") + stopped("y") + capacity("2", 1))
                .plan();
        assertEquals(List.of("Start y - a"), changes(plan));
    }

    @Test
    void groupGoesWhereAllOfItFits() {
        Plan plan = cluster("<group id='g'>" + needing("x", 2) + needing("y", 2) + "</group>")
                .withHistories(stopped("x") + stopped("y") + capacity("1", 3),
                        stopped("x") + stopped("y") + capacity("2", 4))
                .plan();
        assertEquals(List.of("Start x - b", "Start y - b"), changes(plan));
    }

    @Test
    void instanceGoesWhereWhatHasToBeWithTheCloneFitsToo() {
        Plan plan = cluster("<clone id='c'><meta_attributes id='cm'><nvpair id='c1'"
                + " name='clone-max' value='1'/></meta_attributes>" + needing("x", 2)
                + "</clone>" + needing("y", 2))
                .withConstraints("<rsc_colocation id='k' rsc='y' with-rsc='c' score='INFINITY'/>")
                .withHistories(stopped("x") + stopped("y") + capacity("1", 3),
                        stopped("x") + stopped("y") + capacity("2", 4))
                .plan();
        assertEquals(List.of("Start x:0 - b", "Start y - b"), changes(plan));
    }

    @Test
    void whatElseIsWithACloneNeedNotFitToo() {
        Plan plan = cluster("<clone id='c'>" + primitive("z") + "</clone>" + needing("x", 2)
                + needing("y", 3))
                .withConstraints("<rsc_colocation id='k' rsc='x' with-rsc='c' score='INFINITY'/>"
                        + "<rsc_colocation id='l' rsc='y' with-rsc='c' score='INFINITY'/>"
                        + "<rsc_location id='m' rsc='x' node='a' score='10'/>")
                .withHistories(running("z") + stopped("x") + stopped("y") + capacity("1", 2),
                        running("z") + stopped("x") + stopped("y") + capacity("2", 5))
                .plan();
        assertEquals(List.of("Start x - a", "Start y - b"), changes(plan));
    }

    @Test
    void whatComesWaitsForTheRoomOfWhatLeaves() {
        Plan plan = cluster(needing("x", 2) + needing("y", 2)).withConstraints(BOTH_TO_SWAP)
                .withHistories(running("x") + stopped("y") + capacity("1", 4),
                        stopped("x") + running("y") + capacity("2", 4))
                .plan();
        assertTrue(precedes(plan, "x_stop_0@a", "y_start_0@a"), real(plan).toString());
        assertTrue(precedes(plan, "y_stop_0@b", "x_start_0@b"), real(plan).toString());
    }

    @Test
    void onlyOneOfTwoThatExchangeMachinesLiveWaitsForTheOther() {
        String live = "<nvpair id='%s-a' name='allow-migrate' value='true'/>";
        Plan plan = cluster(needing("x", 2, live.formatted("x"))
                + needing("y", 2, live.formatted("y"))).withConstraints(BOTH_TO_SWAP)
                .withHistories(running("x") + stopped("y") + capacity("1", 4),
                        stopped("x") + running("y") + capacity("2", 4))
                .plan();
        assertEquals(Set.of("Migrate x a b", "Migrate y b a"), Set.copyOf(changes(plan)));
        assertNotEquals(precedes(plan, "y_stop_0@b", "x_migrate_to_0@a"),
                precedes(plan, "x_stop_0@a", "y_migrate_to_0@b"), real(plan).toString());
    }
}
