// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
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
}
