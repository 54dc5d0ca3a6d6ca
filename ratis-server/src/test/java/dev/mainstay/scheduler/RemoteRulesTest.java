// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.inMaintenance;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.record;
import static dev.mainstay.scheduler.SmallCluster.records;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens behind connections: in guests, and on remote machines. */
class RemoteRulesTest {
    private static final String VM =
            "<primitive id='vm' class='ocf' provider='heartbeat' type='Dummy'>"
                    + "<meta_attributes id='m'><nvpair id='m1' name='remote-node' value='guest'/>"
                    + "</meta_attributes><operations><op id='o1' name='monitor' interval='10s'/>"
                    + "</operations></primitive>";
    private static final String FAILED_VM = records("vm", record("vm_last_0", "start", 0, 3, 0, ""),
            record("vm_last_failure_0", "monitor", 10000, 4, 1, ""));
    private static final String APP_IN_GUEST =
            "<rsc_location id='l' rsc='app' node='guest' score='INFINITY'/>";
    private static final String REMOTE =
            "<primitive id='far' class='ocf' provider='pacemaker' type='remote'/>";

    private static final String DISABLED = "<meta_attributes id='m'><nvpair id='m1'"
            + " name='target-role' value='Stopped'/></meta_attributes>";

    private static String connected(String name) {
        return running(name).replace("provider='heartbeat' type='Dummy'",
                "provider='pacemaker' type='remote'");
    }

    private static SmallCluster guest() {
        return SmallCluster.of(VM + primitive("app")).withConstraints(APP_IN_GUEST)
                .withHistories(running("vm") + connected("guest") + stopped("app"),
                        stopped("vm") + stopped("app"))
                .withRemote("guest", running("app"));
    }

    @Test
    void whatRanInAFailedGuestRecoversWithIt() {
        Plan plan = SmallCluster.of(VM + primitive("app")).withFencing()
                .withConstraints(APP_IN_GUEST)
                .withHistories(FAILED_VM + connected("guest") + stopped("app"),
                        stopped("vm") + stopped("app"))
                .withRemote("guest", running("app")).plan();
        assertTrue(changes(plan).contains("Recover app guest guest"), changes(plan).toString());
        assertFalse(real(plan).contains("app_stop_0@guest"), real(plan).toString());
    }

    @Test
    void whatRunsInAGuestRestartsWhenTheGuestMoves() {
        Plan plan = guest().withConstraints(APP_IN_GUEST
                + "<rsc_location id='k' rsc='vm' node='a' score='-INFINITY'/>").plan();
        assertTrue(changes(plan).contains("Restart app guest guest"), changes(plan).toString());
        assertTrue(precedes(plan, "app_stop_0@guest", "vm_stop_0@a"));
    }

    @Test
    void whatMovesToAGuestRunsOnUntilTheGuestIsUp() {
        Plan plan = SmallCluster.of(VM + primitive("app")).withConstraints(APP_IN_GUEST)
                .withHistories(stopped("vm") + running("app"), stopped("vm") + stopped("app"))
                .plan();
        assertTrue(precedes(plan, "guest_start_0@b", "app_stop_0@a")
                || precedes(plan, "guest_start_0@a", "app_stop_0@a"), real(plan).toString());
    }

    @Test
    void guestOnAMachineInMaintenanceIsInMaintenance() {
        Plan plan = guest().withHistories(running("vm") + connected("guest") + stopped("app")
                + inMaintenance(), stopped("vm") + stopped("app")).withConstraints(
                        "<rsc_location id='l' rsc='app' node='guest' score='-INFINITY'/>")
                .plan();
        assertEquals(List.of(), changes(plan));
    }

    @Test
    void connectionLostWithItsHostIsSetUpAgainWithoutFencingWhatIsBehindIt() {
        Plan plan = SmallCluster.of(REMOTE + primitive("app")).withFencing()
                .withConstraints("<rsc_location id='l' rsc='app' node='far' score='INFINITY'/>")
                .withHistories("", stopped("app") + stopped("fence"))
                .withRemote("far", running("app")).plan();
        assertFalse(real(plan).contains("stonith-far-reboot@far"), real(plan).toString());
        assertFalse(real(plan).contains("app_stop_0@far"), real(plan).toString());
    }

    @Test
    void remoteMachineWithoutConnectionIsNoneOfOurs() {
        Plan plan = SmallCluster.of(primitive("app")).withFencing()
                .withHistories(stopped("app"), running("app"))
                .withRemote("gone", running("app")).plan();
        assertFalse(changes(plan).stream().anyMatch(c -> c.contains("gone")),
                changes(plan).toString());
    }

    @Test
    void removedGuestStopsBeforeWhatLaunchedItWhicheverHistoryComesFirst() {
        String link = connected("guest").replace("type='remote'",
                "type='remote' container='vm'");
        Plan plan = SmallCluster.of(primitive("app"))
                .withHistories(link + running("vm") + stopped("app"), stopped("app")).plan();
        assertTrue(precedes(plan, "guest_stop_0@a", "vm_stop_0@a"), real(plan).toString());
    }

    private static Plan withConnectionLostAt(long seconds) {
        String far = "<primitive id='far' class='ocf' provider='pacemaker' type='remote'>"
                + "<instance_attributes id='i'><nvpair id='i1' name='reconnect_interval'"
                + " value='60s'/></instance_attributes><operations><op id='o' name='monitor'"
                + " interval='10s'/></operations></primitive>";
        String lost = records("far", record("far_last_0", "stop", 0, 6, 0, ""),
                record("far_last_failure_0", "monitor", 10000, 4, 1,
                        "last-rc-change='" + seconds + "'"))
                .replace("provider='heartbeat' type='Dummy'", "provider='pacemaker' type='remote'");
        return SmallCluster.of(far).withHistories(lost, connected("far").replace("'start'",
                "'monitor'").replace("rc-code='0'", "rc-code='7'")).withRemote("far", "").plan();
    }

    @Test
    void lostConnectionIsMadeAgainWhenItsReconnectIntervalIsOver() {
        assertEquals(List.of(), changes(withConnectionLostAt(1_749_999_990)));
        assertTrue(withConnectionLostAt(1_749_999_990).recheckAt().isPresent());
        Plan over = withConnectionLostAt(1_749_999_900);
        assertTrue(changes(over).stream().anyMatch(c -> c.startsWith("Start far")),
                changes(over).toString());
    }

    private static void assertMemberRunsOn(String resources) {
        Plan plan = SmallCluster.of(resources + primitive("app"))
                .withConstraints("<rsc_location id='l' rsc='app' node='a' score='INFINITY'/>")
                .withHistories(running("app"), stopped("app")).plan();
        assertFalse(changes(plan).stream().anyMatch(c -> c.contains("app")),
                changes(plan).toString());
        assertTrue(real(plan).stream().noneMatch(action -> action.startsWith("app_")),
                real(plan).toString());
    }

    @Test
    void connectionWithTheNameOfAMemberLeavesItAMember() {
        assertMemberRunsOn("<primitive id='a' class='ocf' provider='pacemaker' type='remote'>"
                + DISABLED + "</primitive>");
    }

    @Test
    void guestWithTheNameOfAMemberLeavesItAMember() {
        assertMemberRunsOn(VM.replace("value='guest'/>", "value='a'/>"
                + "<nvpair id='m2' name='target-role' value='Stopped'/>"));
    }
}
