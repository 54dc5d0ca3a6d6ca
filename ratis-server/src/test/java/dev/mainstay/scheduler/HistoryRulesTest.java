// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.history;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.record;
import static dev.mainstay.scheduler.SmallCluster.records;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.scheduler.unpack.OperationDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What histories mean for a plan: failed probes, migrations under way, operations removed. */
class HistoryRulesTest {
    private static final String MIGRATABLE =
            "<primitive id='vm' class='ocf' provider='heartbeat' type='Dummy'>"
                    + "<meta_attributes id='m'><nvpair id='m1' name='allow-migrate' value='true'/>"
                    + "</meta_attributes></primitive>";
    private static final String FROM_A_TO_B = "migrate_source='a' migrate_target='b'";

    @Test
    void probeWithoutAnAgentFindsNothingButBansTheMachine() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(history("web", "monitor", 5, 7), stopped("web")).plan();
        assertEquals(List.of("web_start_0@b"), real(plan));
    }

    @Test
    void whatIsNotRunningIsStoppedWhateverWasAskedFor() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(history("web", "start", 7, 7), running("web")).plan();
        assertEquals(List.of(), real(plan));
    }

    @Test
    void pendingSecondHalfOfAMigrationLeavesTheResourceAtItsSource() {
        Plan plan = SmallCluster.of(MIGRATABLE)
                .withConstraints("<rsc_location id='l' rsc='vm' node='b' score='INFINITY'/>")
                .withHistories(records("vm", record("vm_last_0", "migrate_to", 0, 4, 0,
                        FROM_A_TO_B)),
                        records("vm", "<lrm_rsc_op id='vm_last_0' operation='migrate_from'"
                                + " interval='0' call-id='-1' op-status='-1' rc-code='193'"
                                + " transition-key='1:1:0:x' " + FROM_A_TO_B + "/>"))
                .plan();
        assertTrue(precedes(plan, "vm_monitor_0@b", "vm_migrate_to_0@a"), real(plan).toString());
        assertEquals(List.of("Migrate vm a b"), changes(plan));
    }

    @Test
    void operationNoLongerConfiguredIsCancelledAfterTheStop() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withConstraints("<rsc_location id='l' rsc='web' node='b' score='INFINITY'/>")
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        record("web_monitor_7000", "monitor", 7000, 4, 0, "")), stopped("web"))
                .plan();
        assertTrue(precedes(plan, "web_stop_0@a", "web_monitor_7000@a"), real(plan).toString());
        assertFalse(precedes(plan, "web_monitor_7000@a", "web_start_0@b"));
    }

    @Test
    void activeOnAMachineToBeFencedIsActiveTwice() {
        Plan plan = SmallCluster.of(primitive("web")).withFencing()
                .withHistories(running("web"), running("web") + stopped("fence")).plan(false);
        assertEquals(true, real(plan).contains("web_stop_0@b"), real(plan).toString());
        assertTrue(precedes(plan, "stonith-a-reboot@a", "web_start_0@b"));
    }

    @Test
    void memberStopsAfterTheProbeOfAnEarlierOne() {
        Plan plan = SmallCluster.of("<group id='g'>" + primitive("ip") + primitive("web")
                + "<meta_attributes id='m'><nvpair id='m1' name='target-role' value='Stopped'/>"
                + "</meta_attributes></group>")
                .withHistories(running("ip") + running("web"), stopped("web")).plan();
        assertTrue(precedes(plan, "ip_monitor_0@b", "web_stop_0@a"), real(plan).toString());
    }

    @Test
    void orderOfStopsRestartsNothingThatIsActive() {
        Plan plan = SmallCluster.of(primitive("x") + primitive("y"))
                .withConstraints("<rsc_order id='o' first='x' then='y' first-action='stop'/>"
                        + "<rsc_location id='l' rsc='x' node='b' score='INFINITY'/>"
                        + "<rsc_location id='k' rsc='y' node='a' score='INFINITY'/>")
                .withHistories(stopped("x") + running("y"), stopped("x") + stopped("y")).plan();
        assertEquals(List.of("Start x - b"), changes(plan));
    }

    @Test
    void dependentOfWhatMovesLiveIsLeftAlone() {
        Plan plan = SmallCluster.of(MIGRATABLE + primitive("app"))
                .withConstraints("<rsc_order id='o' first='vm' then='app'/>"
                        + "<rsc_location id='l' rsc='vm' node='b' score='INFINITY'/>"
                        + "<rsc_location id='k' rsc='app' node='a' score='INFINITY'/>")
                .withHistories(running("vm") + running("app"), stopped("vm") + stopped("app"))
                .plan();
        assertEquals(List.of("Migrate vm a b"), changes(plan));
    }

    @Test
    void nothingIsSaidOfStoppingWhatIsNotManaged() {
        Plan plan = SmallCluster.of(primitive("db")
                + "<primitive id='app' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<meta_attributes id='m'><nvpair id='m1' name='is-managed' value='false'/>"
                + "</meta_attributes></primitive>")
                .withConstraints("<rsc_order id='o' first='db' then='app'/>"
                        + "<rsc_location id='l' rsc='db' node='a' score='-INFINITY'/>"
                        + "<rsc_location id='k' rsc='db' node='b' score='-INFINITY'/>")
                .withHistories(running("db") + running("app"), stopped("db") + stopped("app"))
                .plan();
        assertFalse(changes(plan).stream().anyMatch(c -> c.contains(" app ")),
                changes(plan).toString());
    }

    @Test
    void hiddenSecretIsNotComparedButTheRestIs() {
        String digest = OperationDigest.of(new TreeMap<>(Map.of("ip", "10.0.0.1")));
        assertEquals(List.of(), real(withSecret("****", digest)));
        assertEquals(List.of("web_start_0@a", "web_stop_0@a"), real(withSecret("new", digest)));
    }

    private static Plan withSecret(String secret, String digest) {
        return SmallCluster.of("<primitive id='web' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<instance_attributes id='i'><nvpair id='i1' name='passwd' value='" + secret
                + "'/><nvpair id='i2' name='ip' value='10.0.0.1'/></instance_attributes>"
                + "</primitive>")
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0,
                        "op-secure-params=' passwd ' op-secure-digest='" + digest + "'")),
                        stopped("web"))
                .plan();
    }

    @Test
    void whatWasLookedForUnderAnotherNumberSaysNothingOfParameters() {
        String now = OperationDigest.of(new TreeMap<>(Map.of("ip", "10.0.0.1")));
        String found = "<lrm_resource id='web:1' class='ocf' provider='heartbeat' type='Dummy'>"
                + "<lrm_rsc_op id='s' operation='start' interval='0' call-id='4' op-status='0'"
                + " rc-code='0' op-digest='" + now + "' transition-key='1:1:0:x'/></lrm_resource>";
        Plan plan = SmallCluster.of("<clone id='c'><primitive id='web' class='ocf'"
                + " provider='heartbeat' type='Dummy'><instance_attributes id='i'><nvpair id='i2'"
                + " name='ip' value='10.0.0.1'/></instance_attributes></primitive></clone>")
                .withConstraints("<rsc_location id='l' rsc='c' node='b' score='-INFINITY'/>")
                .withHistories(stopped("web:0") + found, stopped("web:0")).plan();
        assertEquals(List.of(), real(plan));
    }

    @Test
    void whatAMigrationLeftBehindIsStoppedBeforeTheNextMove() {
        Plan plan = SmallCluster.of(MIGRATABLE)
                .withConstraints("<rsc_location id='l' rsc='vm' node='b' score='-INFINITY'/>")
                .withHistories(records("vm", record("vm_last_0", "migrate_to", 0, 4, 0,
                        FROM_A_TO_B)),
                        records("vm", record("vm_last_0", "migrate_from", 0, 4, 0, FROM_A_TO_B)))
                .plan();
        assertEquals(List.of("Move vm b a"), changes(plan));
        assertTrue(precedes(plan, "vm_stop_0@a", "vm_start_0@a"), real(plan).toString());
    }

    @Test
    void migrationWhoseTargetWasCleanedIsOverOnceItsSourceStopped() {
        Plan plan = SmallCluster.of(MIGRATABLE)
                .withHistories(records("vm", record("vm_migrate_to_0", "migrate_to", 0, 4, 0,
                        FROM_A_TO_B), record("vm_last_0", "stop", 0, 5, 0, "")), "")
                .plan();
        assertFalse(real(plan).contains("vm_stop_0@b"), real(plan).toString());
    }

    @Test
    void membersOfAGroupMigrateOneAfterTheOther() {
        String second = MIGRATABLE.replace("'vm'", "'vm2'").replace("'m", "'n");
        Plan plan = SmallCluster.of("<group id='g'>" + MIGRATABLE + second + "</group>")
                .withConstraints("<rsc_location id='l' rsc='g' node='a' score='-INFINITY'/>")
                .withHistories(running("vm") + running("vm2"), stopped("vm") + stopped("vm2"))
                .plan();
        assertEquals(List.of("Migrate vm a b", "Migrate vm2 a b"), changes(plan));
        assertTrue(precedes(plan, "vm_migrate_from_0@b", "vm2_migrate_to_0@a"));
        assertFalse(precedes(plan, "vm_migrate_to_0@a", "vm_migrate_to_0@a"));
    }

    @Test
    void monitorThatIsNotImplementedHasFailed() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(records("web", record("web_last_0", "start", 0, 3, 0, ""),
                        record("web_monitor_10000", "monitor", 10000, 4, 3, "")), stopped("web"))
                .plan();
        assertEquals(List.of("Recover web a a"), changes(plan));
    }

    @Test
    void pendingStartOfAnEarlierTransitionIsALeftover() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(records("web", "<lrm_rsc_op id='web_start_0' operation='start'"
                        + " interval='0' call-id='-1' op-status='-1' rc-code='193'"
                        + " transition-key='1:1:0:x'/>",
                        "<lrm_rsc_op id='web_last_0' operation='stop' interval='0' call-id='4'"
                                + " op-status='0' rc-code='0' transition-key='1:2:0:x'/>"),
                        stopped("web"))
                .plan();
        assertEquals(List.of("Start web - a"), changes(plan));
    }

    @Test
    void historyOfAnotherAgentUnderTheNumberOfAnInstanceIsDeleted() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='clone-max' value='1'/></meta_attributes>" + primitive("x") + "</clone>")
                .withHistories(running("x"),
                        stopped("x").replace("resource id='x'", "resource id='x:0'")
                                .replace("type='Dummy'", "type='Stateful'"))
                .plan();
        assertEquals(List.of("x:0_delete_0@b"), real(plan));
    }

    @Test
    void startThatHasNotEndedIsAskedForAgainWithoutAStop() {
        Plan plan = SmallCluster.of(primitive("web"))
                .withHistories(records("web", record("web_last_0", "start", 0, -1, 193, "")
                        .replace("op-status='0'", "op-status='-1'")), stopped("web"))
                .plan();
        assertEquals(List.of("web_start_0@a"), real(plan));
        assertEquals(List.of(), changes(plan));
    }
}
