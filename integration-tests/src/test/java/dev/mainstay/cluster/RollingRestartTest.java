// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every daemon is restarted, one after the other, as for an upgrade, and the leader's is killed and
 * back before it counts as lost: no service notices, and nothing is fenced.
 */
final class RollingRestartTest {

    /** What a daemon ends with that is to be started again. */
    private static final int TRY_AGAIN = 75;

    @TempDir
    private Path folder;

    @Test
    void servicesAndWritesGoOnWhileEachDaemonIsRestarted() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 79, 3,
                ProcessCluster.PATIENT)) {
            cluster.createFenceDevice();
            WebService web = new WebService(folder, "127.0.79.100");
            web.create(cluster, "web");
            ServiceRecord service = new ServiceRecord(folder);
            service.create(cluster, "svc");
            NodeProcess host = cluster.awaitRunning("web");
            List<Long> once = service.starts();

            try (WriteStream writes = WriteStream.begin(cluster);
                    WebService.Poller visitor = web.poll()) {
                for (NodeProcess node : cluster.nodes()) {
                    node.mainstay("cluster", "restart").succeeded();
                    assertEquals(TRY_AGAIN, node.awaitEnd());
                    node.start();
                    cluster.awaitAllOnline();
                }
                NodeProcess leader = cluster.leader();
                leader.killDaemon();
                leader.start();
                cluster.awaitAllOnline();
                writes.end();
                visitor.awaitAnswer();
                assertEquals(List.of(), visitor.failures());
                assertTrue(writes.acknowledged() > 0);
                assertEquals(writes.last(), writes.read());
            }

            assertEquals(host, cluster.awaitRunning("web"));
            assertEquals(1, web.startCount());
            assertEquals(once, service.starts());
            String fenced = cluster.mainstay("stonith", "history").succeeded().out();
            assertFalse(fenced.contains("succeeded"), fenced);
        }
    }
}
