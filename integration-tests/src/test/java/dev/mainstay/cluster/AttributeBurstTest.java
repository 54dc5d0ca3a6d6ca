// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many updates of attributes through all nodes at once; the cluster goes on with its work. */
final class AttributeBurstTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int UPDATES = 10_000;

    @TempDir
    private Path folder;

    @Test
    void burstReachesEveryNodeByFewEntriesAndNoneIsLostWhileServicesStart() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 84, 3,
                ProcessCluster.PATIENT);
                AttributeBurst burst = new AttributeBurst(cluster.nodes())) {
            cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
            cluster.awaitQuiet();
            long before = index(cluster);
            Administrator administrator = new Administrator(cluster.any());

            while (burst.sent() < UPDATES / 2) {
                burst.send();
            }
            administrator.runs("resource", "create", "svc", "ocf:mainstay:dummy").succeeded();
            while (burst.sent() < UPDATES) {
                burst.send();
            }
            burst.sendLast();
            burst.awaitAnswers();

            assertEquals(new TreeSet<>(), burst.failures());
            assertEquals(burst.sent(), burst.acknowledged());
            for (NodeProcess node : cluster.nodes()) {
                await(node.name() + " with all of the burst").atMost(LIMIT)
                        .until(() -> burst.isSeenBy(node));
            }
            cluster.awaitRunning("svc");
            long entries = index(cluster) - before;
            assertTrue(entries < UPDATES / 10, entries + " entries");
        }
    }

    private static long index(ProcessCluster cluster) {
        return cluster.status().orElseThrow().getPosition().getAppliedIndex();
    }
}
