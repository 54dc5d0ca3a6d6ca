// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rules, tickets, tags and templates decide what a running node runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigurationVerbsTest {

    private static final int BLOCK = 92;

    private ProcessCluster cluster;

    @BeforeAll
    void found(@TempDir Path folder) {
        cluster = ProcessCluster.founded(folder, BLOCK, 1);
        run("property", "set", "stonith-enabled=false");
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void ruleKeepsAResourceAway() {
        run("resource", "create", "ruled", "ocf:mainstay:dummy");
        cluster.awaitRunning("ruled");
        run("constraint", "location", "ruled", "rule", "constraint-id=away", "score=-INFINITY",
                "(#uname eq n1 or defined nothing) and date gt 2020-01-01");
        awaitStopped("ruled");
        assertTrue(run("constraint", "config").out().contains(
                "rule score=-INFINITY (#uname eq n1 or defined nothing) and date gt 2020-01-01"));
        run("constraint", "remove", "away");
        cluster.awaitRunning("ruled");
    }

    @Test
    void ticketLetsAResourceRun() {
        run("resource", "create", "tied", "ocf:mainstay:dummy", "--disabled");
        run("constraint", "ticket", "add", "site", "tied");
        run("resource", "enable", "tied");
        awaitStopped("tied");
        run("ticket", "grant", "site");
        cluster.awaitRunning("tied");
        assertTrue(run("ticket", "show").out().matches(
                "site  granted  last granted .*  ticket-site-tied\n"));
        run("ticket", "standby", "site");
        awaitStopped("tied");
        run("ticket", "unstandby", "site");
        cluster.awaitRunning("tied");
        run("ticket", "cleanup", "site");
        awaitStopped("tied");
        assertEquals("site  not granted  ticket-site-tied\n", run("ticket", "show").out());
    }

    @Test
    void tagAndTemplateStandForTheirResources() {
        run("resource", "template", "create", "model", "ocf:mainstay:dummy");
        run("resource", "create", "one", "@model");
        run("resource", "create", "two", "@model");
        cluster.awaitRunning("two");
        run("tag", "create", "both", "one", "two");
        run("constraint", "location", "both", "avoids", "n1");
        awaitStopped("one");
        awaitStopped("two");
        run("constraint", "delete", "location-both-n1--INFINITY");
        cluster.awaitRunning("one");
    }

    @Test
    void defaultsHoldByTheirRule() {
        run("resource", "create", "plain", "ocf:mainstay:dummy");
        cluster.awaitRunning("plain");
        run("resource", "defaults", "set", "create", "id=quiet", "meta", "target-role=Stopped",
                "rule", "resource", "ocf:mainstay:dummy", "and", "date-spec", "years=2020-");
        awaitStopped("plain");
        run("resource", "defaults", "set", "delete", "quiet");
        cluster.awaitRunning("plain");
    }

    private void awaitStopped(String resource) {
        cluster.awaitStatus(resource + " stopped", status -> ProcessCluster
                .resource(status, resource).getRole().equals("Stopped")
                && !status.getTransition().getPlanWanted());
    }

    private CommandRun run(String... words) {
        return cluster.mainstay(words).succeeded();
    }
}
