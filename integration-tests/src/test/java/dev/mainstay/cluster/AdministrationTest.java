// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A day of an administrator: verbs against real agents, each awaited by its own effects. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AdministrationTest {

    private static final String WAIT = "--wait=60";

    /** Nobody is lost because the machine under all of them is busy: that is not tested here. */
    private static final String PATIENT = """
            election:
              minimum: 2s
              maximum: 4s
            liveness:
              renew-every: 500ms
              answer-within: 4s
              lease: 30s
              suspect-after: 8s
              lose-after: 15s
              unhealthy-for: 60s
              tick: 200ms
              tick-gap: 5s""";

    @TempDir
    private static Path folder;

    private static ProcessCluster cluster;
    private static ServiceRecord service;

    @BeforeAll
    static void found() {
        cluster = ProcessCluster.founded(folder, 75, 3, PATIENT);
        service = new ServiceRecord(folder);
        cluster.createFenceDevice();
        runs("resource", "defaults", "update", "resource-stickiness=100");
    }

    @AfterAll
    static void kill() {
        cluster.close();
    }

    @Test
    @Order(1)
    void waitTellsWhatWasDoneAndWhere() {
        String out = runs("resource", "create", "web", "ocf:mainstay:dummy", WAIT);
        assertTrue(out.contains("start web on n"), out);
        assertTrue(out.lines().toList().getLast().startsWith("web: Started on n"), out);
    }

    @Test
    @Order(2)
    void restartKeepsThePlaceAndLeavesNothingBehind() {
        service.create(cluster, "svc");
        String before = cluster.awaitRunning("svc").name();
        List<Long> first = service.starts();

        String out = runs("resource", "restart", "svc", WAIT);

        assertTrue(out.contains("stop svc on " + before + ", start svc on " + before), out);
        assertEquals(2, service.starts().size());
        assertNotEquals(first.getFirst(), service.last());
        assertFalse(service.overlapped());
        assertFalse(runs("resource", "config", "svc").contains("target-role"));
        assertEquals(1, administrator().runs("resource", "restart", "nosuch").exitCode());
    }

    @Test
    @Order(3)
    void slowStartOfAnotherServiceHoldsNobodyUp() {
        runs("resource", "create", "slow", "ocf:mainstay:process", "command=sleep 999",
                "ready=false", "op", "start", "timeout=60s", "--disabled");
        // What is just being started has no stickiness: without a preference of its own, a move of
        // another service would move it too, and would then rightly wait for it.
        runs("constraint", "location", "slow", "prefers", "n3");
        runs("resource", "enable", "slow");
        cluster.awaitStatus("the slow start", status -> status.getTransition().getRunningList()
                .stream().anyMatch(action -> action.startsWith("slow_start_0")));
        String away = host("web").equals("n1") ? "n2" : "n1";

        String moved = runs("resource", "move", "web", away, WAIT);

        assertTrue(moved.contains("start web on " + away), moved);
        assertTrue(moved.endsWith("web: Started on " + away + "\n"), moved);
        assertFalse(runs("constraint", "config").contains("web"));
        CommandRun late = administrator().runs("resource", "disable", "slow", "--wait=1");
        assertEquals(124, late.exitCode(), late::toString);
        assertTrue(late.err().contains("slow_start_0 on "), late::err);
    }

    @Test
    @Order(4)
    void banHoldsUntilItIsCleared() {
        String from = host("web");
        String out = runs("resource", "ban", "web", WAIT);
        assertTrue(out.startsWith("Banned web from " + from), out);
        assertNotEquals(from, host("web"));
        assertTrue(runs("constraint", "config").contains("cli-ban-web-on-" + from));
        runs("resource", "clear", "web", WAIT);
        assertFalse(runs("constraint", "config").contains("web"));
        assertNotEquals(from, host("web"));
    }

    @Test
    @Order(5)
    void startThatFailsOnOneNodeIsMadeGoodOnAnother() {
        String victim = host("web");
        runs("resource", "disable", "web", WAIT);
        runs("resource", "update", "web", "fail_start_on=" + victim);

        String out = runs("resource", "enable", "web", WAIT);

        assertNotEquals(victim, host("web"));
        if (out.contains("failed")) {
            assertTrue(runs("resource", "failcount", "web").contains("start on " + victim), out);
            runs("resource", "cleanup", "web", WAIT);
        }
        assertEquals("No failures are counted.\n", runs("resource", "failcount", "web"));
        runs("resource", "update", "web", "fail_start_on=", WAIT);
    }

    @Test
    @Order(6)
    void disableSafelyRefusesWhatOthersNeed() {
        runs("constraint", "order", "svc", "then", "web");
        String simulated = runs("resource", "disable", "svc", "--simulate");
        assertTrue(simulated.contains("web stops on " + host("web")), simulated);
        CommandRun safe = administrator().runs("resource", "disable", "svc", "--safe");
        assertEquals(1, safe.exitCode(), safe::toString);
        assertTrue(safe.err().contains("would also touch web"), safe::err);
        assertFalse(host("svc").isEmpty());
        runs("resource", "disable", "web", "--safe", WAIT);
        assertEquals("", host("web"));
        runs("resource", "enable", "web", WAIT);
        runs("constraint", "delete", "order-svc-web-mandatory");
    }

    @Test
    @Order(7)
    void cloneRunsEverywhereAndOnceAgainAfterwards() {
        String out = runs("resource", "clone", "web", WAIT);
        assertTrue(out.contains("web: Started on n1, n2, n3"), out);
        runs("resource", "unclone", "web", WAIT);
        assertFalse(host("web").isEmpty());
    }

    @Test
    @Order(8)
    void unmanagedResourceIsLeftAlone() {
        runs("resource", "unmanage", "web", WAIT);
        String where = host("web");
        runs("node", "standby", where, WAIT);
        assertEquals(where, host("web"));
        CommandRun restart = administrator().runs("resource", "restart", "web");
        assertTrue(restart.exitCode() == 1 && restart.err().contains("not managed"),
                restart::toString);
        runs("resource", "manage", "web", WAIT);
        assertNotEquals(where, host("web"));
        runs("node", "unstandby", where, WAIT);
    }

    @Test
    @Order(9)
    void fencedNodeIsLeftByItsServices() {
        NodeProcess victim = cluster.node(host("svc"));
        NodeProcess other = cluster.nodes().stream().filter(node -> node != victim)
                .findFirst().orElseThrow();

        String out = new Administrator(other)
                .runs("stonith", "fence", victim.name(), "--wait=90").succeeded().out();

        assertTrue(out.contains("fence " + victim.name()), out);
        assertTrue(out.contains("start svc on "), out);
        assertFalse(service.overlapped());
    }

    private static Administrator administrator() {
        return new Administrator(cluster.any());
    }

    private static String runs(String... arguments) {
        return administrator().runs(arguments).succeeded().out();
    }

    private static String host(String resource) {
        return cluster.status().flatMap(status -> ProcessCluster.runner(status, resource))
                .orElse("");
    }
}
