// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.record;
import static dev.mainstay.scheduler.SmallCluster.records;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static dev.mainstay.scheduler.SmallCluster.withDefaultTimeout;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How bundles come up and move: containers, connections, and what is inside. */
class BundleRulesTest {

    private static String bundle(int replicas) {
        return "<bundle id='w'><podman image='i' replicas='" + replicas
                + "'/><network control-port='3121'/>" + primitive("app") + "</bundle>";
    }

    private static String podman(String id) {
        return running(id).replace("type='Dummy'", "type='podman'");
    }

    @Test
    void nothingStartsInsideBeforeAllContainersAreLookedFor() {
        Plan plan = SmallCluster.of(bundle(2)).plan();
        assertTrue(precedes(plan, "w-podman-1_monitor_0@a", "app:0_start_0@w-0"),
                real(plan).toString());
        assertTrue(precedes(plan, "w-podman-0_monitor_0@b", "app:1_start_0@w-1"));
    }

    @Test
    void replicaMovesWithoutWaitingForItself() {
        Plan plan = SmallCluster.of(bundle(1))
                .withConstraints("<rsc_location id='l' rsc='w' node='a' score='-INFINITY'/>")
                .withHistories(podman("w-podman-0") + running("w-0").replace(
                        "provider='heartbeat' type='Dummy'", "provider='pacemaker' type='remote'"),
                        stopped("w-podman-0").replace("type='Dummy'", "type='podman'"))
                .withRemote("w-0", running("app")).plan();
        assertTrue(precedes(plan, "app_stop_0@w-0", "w-podman-0_stop_0@a")
                || precedes(plan, "app:0_stop_0@w-0", "w-podman-0_stop_0@a"),
                real(plan).toString());
        for (String action : real(plan)) {
            assertFalse(precedes(plan, action, action), action);
        }
    }

    private static final String PROMOTED_MONITOR = "<lrm_resource id='app' class='ocf'"
            + " provider='heartbeat' type='Dummy'>" + record("app_last_0", "promote", 0, 4, 0, "")
            + withDefaultTimeout(record("app_monitor_10000", "monitor", 10000, 5, 8, ""))
            + "</lrm_resource>";

    private static String promotable(String meta) {
        return "<bundle id='w'><meta_attributes id='m'>" + meta + "</meta_attributes>"
                + "<podman image='i' promoted-max='1' replicas='1'/>"
                + "<network control-port='3121'/><primitive id='app' class='ocf'"
                + " provider='heartbeat' type='Dummy'><operations><op id='o' name='monitor'"
                + " interval='10s' role='Promoted'/></operations></primitive></bundle>";
    }

    private static String container() {
        return podman("w-podman-0") + running("w-0").replace(
                "provider='heartbeat' type='Dummy'", "provider='pacemaker' type='remote'");
    }

    private static Plan stopping(String meta, String constraints, String properties) {
        return SmallCluster.of(promotable(meta) + primitive("ip"))
                .withProperty("stop-all-resources", properties)
                .withConstraints(constraints)
                .withHistories(container() + running("ip"),
                        stopped("w-podman-0").replace("type='Dummy'", "type='podman'")
                                + stopped("ip"))
                .withRemote("w-0", PROMOTED_MONITOR).plan();
    }

    @Test
    void monitorOfThePromotedRoleEndsBeforeAReplicaThatStopsIsDemoted() {
        Plan plan = stopping("", "", "true");
        assertTrue(precedes(plan, "app:0_monitor_10000@w-0", "app:0_demote_0@w-0"),
                real(plan).toString());
    }

    @Test
    void containersStopAfterAllDemotions() {
        Plan plan = stopping("", "", "true");
        assertTrue(precedes(plan, "w_demoted_0@", "w_stop_0@"), real(plan).toString());
    }

    @Test
    void onlyAMandatoryOrderWaitsForANotifyingBundleToStop() {
        String notify = "<nvpair id='m1' name='notify' value='true'/>";
        String order = "<rsc_order id='o' first='ip' then='w' kind='%s'/>";
        Plan optional = stopping(notify, order.formatted("Optional"), "true");
        assertFalse(precedes(optional, "w_stop_0@", "ip_stop_0@a"), real(optional).toString());
        Plan mandatory = stopping(notify, order.formatted("Mandatory"), "true");
        assertTrue(precedes(mandatory, "w_stop_0@", "ip_stop_0@a"), real(mandatory).toString());
    }

    @Test
    void nobodyIsNotifiedInAContainerThatFailed() {
        String failed = records("w-podman-0", record("w-podman-0_last_0", "start", 0, 3, 0, ""),
                record("w-podman-0_last_failure_0", "monitor", 60000, 4, 1, ""))
                .replace("type='Dummy'", "type='podman'");
        Plan plan = SmallCluster.of(promotable("<nvpair id='m1' name='notify' value='true'/>"))
                .withFencing()
                .withHistories(failed + container().substring(podman("w-podman-0").length()),
                        stopped("w-podman-0").replace("type='Dummy'", "type='podman'"))
                .withRemote("w-0", PROMOTED_MONITOR).plan();
        assertFalse(real(plan).stream().anyMatch(a -> a.contains("pre_notify_stop")),
                real(plan).toString());
        for (String action : real(plan)) {
            assertFalse(precedes(plan, action, action), action);
        }
    }

    @Test
    void containerThatComesUpGoesWhereItsConnectionCanBe() {
        String remote = "<primitive id='r' class='ocf' provider='pacemaker' type='remote'/>";
        Plan plan = SmallCluster.of(remote + primitive("ip") + bundle(1))
                .withHistories(running("r").replace("provider='heartbeat' type='Dummy'",
                        "provider='pacemaker' type='remote'") + stopped("ip"),
                        stopped("r").replace("provider='heartbeat' type='Dummy'",
                                "provider='pacemaker' type='remote'") + running("ip"))
                .withRemote("r", stopped("ip")).plan();
        assertTrue(real(plan).contains("w-podman-0_monitor_0@r"), real(plan).toString());
        assertFalse(real(plan).contains("w-podman-0_start_0@r"), real(plan).toString());
    }

    @Test
    void monitorsInAReplicaEndWithItsHost() {
        Plan plan = SmallCluster.of(promotable("")).withFencing()
                .withHistories(container(),
                        stopped("w-podman-0").replace("type='Dummy'", "type='podman'")
                                + stopped("fence"))
                .withConstraints("<rsc_location id='l' rsc='w' node='b' score='-INFINITY'/>")
                .withRemote("w-0", PROMOTED_MONITOR).plan(false);
        assertTrue(real(plan).contains("stonith-a-reboot@a"), real(plan).toString());
        assertFalse(real(plan).contains("app:0_monitor_10000@w-0"), real(plan).toString());
    }
}
