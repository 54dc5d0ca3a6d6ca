// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.attribute;
import static dev.mainstay.scheduler.SmallCluster.inMaintenance;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is fenced, and what waits for it. */
class FenceRulesTest {
    private static String requiring(String what) {
        return "<primitive id='" + what + "' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<meta_attributes id='m-" + what + "'><nvpair id='n-" + what
                + "' name='requires' value='" + what + "'/></meta_attributes></primitive>";
    }

    @Test
    void onlyWhatRequiresNothingStartsBeforeAMachineItMayBeOnIsFenced() {
        Plan plan = SmallCluster.of(requiring("nothing") + requiring("quorum")).withFencing()
                .withHistories("", stopped("nothing") + stopped("quorum") + stopped("fence"))
                .plan(false);
        assertFalse(precedes(plan, "stonith-a-reboot@a", "nothing_start_0@b"),
                real(plan).toString());
        assertTrue(precedes(plan, "stonith-a-reboot@a", "quorum_start_0@b"),
                real(plan).toString());
    }

    @Test
    void machineThatLeftTheMembershipIsFencedAndWhatItRanStartsElsewhereAfterwards() {
        Plan plan = SmallCluster.of(primitive("web")).withFencing()
                .withHistories(running("web"), stopped("web") + stopped("fence")).plan(false);
        assertTrue(precedes(plan, "stonith-a-reboot@a", "web_start_0@b"), real(plan).toString());
        assertFalse(real(plan).contains("web_stop_0@a"), real(plan).toString());
    }

    @Test
    void nothingIsFencedWhereNothingIsManaged() {
        Plan plan = SmallCluster.of(primitive("web")).withFencing()
                .withProperty("maintenance-mode", "true")
                .withHistories(running("web"), stopped("web") + stopped("fence")).plan(false);
        assertFalse(real(plan).contains("stonith-a-reboot@a"), real(plan).toString());
    }

    @Test
    void whatFencingImpliesWaitsForNoProbe() {
        Plan plan = SmallCluster.of(primitive("db") + primitive("web")).withFencing()
                .withConstraints("<rsc_order id='o' first='db' then='web'/>")
                .withHistories(running("web"), stopped("web") + stopped("fence")).plan(false);
        assertTrue(precedes(plan, "db_monitor_0@b", "web_start_0@b"), real(plan).toString());
        assertFalse(precedes(plan, "db_monitor_0@b", "web_stop_0@a"), real(plan).toString());
    }

    @Test
    void watchdogCountsAsAFenceDevice() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withProperty("fencing-enabled", "true")
                .withProperty("have-watchdog", "true")
                .withProperty("stonith-watchdog-timeout", "10s")
                .withHistories(stopped("web"), stopped("web")).plan();
        assertEquals(List.of("web_start_0@a"), real(plan));
    }

    @Test
    void nothingStartsWithFencingButWithoutAnyDevice() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withProperty("fencing-enabled", "true")
                .withHistories(stopped("web"), stopped("web")).plan();
        assertEquals(List.of(), real(plan));
    }

    @Test
    void whatIsKnownOfOneOfEqualInstancesIsKnownOfAll() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='clone-max' value='1'/></meta_attributes>" + requiring("quorum")
                + "</clone>").withFencing()
                .withHistories(running("quorum"), stopped("quorum") + stopped("fence"))
                .plan(false);
        assertTrue(real(plan).contains("quorum:0_start_0@b"), real(plan).toString());
        assertFalse(precedes(plan, "stonith-a-reboot@a", "quorum:0_start_0@b"));
    }

    @Test
    void restOfAGroupStopsWhenItIsCertainThatThePartElsewhereHasEnded() {
        Plan plan = SmallCluster.of("<group id='g'>" + primitive("fs") + primitive("web")
                + "</group>").withFencing()
                .withHistories(running("web"), running("fs") + running("web") + stopped("fence"))
                .plan(false);
        assertTrue(precedes(plan, "stonith-a-reboot@a", "web_stop_0@b"), real(plan).toString());
    }

    @Test
    void cloneStopsWithoutWaitingForAMachineInMaintenanceToBeFenced() {
        String clone = "<clone id='c'><meta_attributes id='m'><nvpair id='m1' name='target-role'"
                + " value='Stopped'/></meta_attributes>" + primitive("x") + "</clone>";
        String doomed = running("x") + attribute("terminate", "true");
        String others = running("x") + stopped("fence");
        Plan plan = SmallCluster.of(clone).withFencing()
                .withHistories(doomed, others).plan();
        assertTrue(precedes(plan, "stonith-a-reboot@a", "x:1_stop_0@b"), real(plan).toString());
        Plan maintained = SmallCluster.of(clone).withFencing()
                .withHistories(doomed + inMaintenance(), others).plan();
        assertFalse(precedes(maintained, "stonith-a-reboot@a", "x:1_stop_0@b"),
                real(maintained).toString());
    }
}
