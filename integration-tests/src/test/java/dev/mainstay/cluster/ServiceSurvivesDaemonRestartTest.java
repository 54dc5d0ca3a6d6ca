// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a fence device a missing daemon is a lost machine: that is {@link FailoverTest}'s. */
final class ServiceSurvivesDaemonRestartTest {

    private static final int TRY_AGAIN = 75;

    @TempDir
    private Path folder;

    @Test
    void serviceKeepsItsProcessWhenTheDaemonRestartsOrDiesAndComesBack() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 73, 3)) {
            ServiceRecord service = new ServiceRecord(folder);
            cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
            service.create(cluster, "svc");
            NodeProcess host = cluster.awaitRunning("svc");
            List<Long> once = service.starts();

            host.mainstay("cluster", "restart").succeeded();
            assertEquals(TRY_AGAIN, host.awaitEnd());
            assertTrue(service.isRunning(service.last()));
            host.start();
            cluster.awaitQuiet();
            assertEquals(host, cluster.awaitRunning("svc"));

            host.killDaemon();
            assertTrue(service.isRunning(service.last()));
            host.start();
            cluster.awaitQuiet();
            assertEquals(host, cluster.awaitRunning("svc"));

            assertEquals(once, service.starts());
            assertTrue(service.isRunning(service.last()));
        }
    }
}
