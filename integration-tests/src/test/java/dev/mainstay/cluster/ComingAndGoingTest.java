// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes stop, drain, leave for good and come back, in order: nothing is fenced for that. */
final class ComingAndGoingTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final int REMOVED = 1;

    @TempDir
    private Path folder;

    @Test
    void nodesAreEmptiedBeforeTheyGoAndNothingIsFenced() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 78, 3,
                ProcessCluster.PATIENT)) {
            ServiceRecord service = new ServiceRecord(folder);
            cluster.createFenceDevice();
            service.create(cluster, "svc");

            NodeProcess stopped = cluster.awaitRunning("svc");
            stopEvacuates(cluster, stopped, service);
            NodeProcess drained = drainMovesWhatRuns(cluster);
            removedNodeEndsForGood(cluster, drained);
            signalEmptiesTheNode(cluster, service);

            assertFalse(service.overlapped());
            String fenced = cluster.mainstay("stonith", "history").succeeded().out();
            assertFalse(fenced.contains("succeeded"), fenced);
        }
    }

    private static void stopEvacuates(
            ProcessCluster cluster, NodeProcess stopped, ServiceRecord service) {
        long before = service.last();
        cluster.other(stopped).mainstay("cluster", "stop", stopped.name()).succeeded();
        assertEquals(0, stopped.awaitEnd());
        endedWithoutErrors(stopped);
        assertFalse(service.isRunning(before));
        assertEquals("left", ProcessCluster.stateOf(cluster.status().orElseThrow(), stopped));
        assertNotEquals(stopped, cluster.awaitRunning("svc"));

        NodeProcess second = cluster.other(stopped);
        cluster.other(stopped).mainstay("cluster", "stop", second.name())
                .failedWith(1, "not enough to decide anything");
        stopped.start();
        cluster.awaitQuiet();
    }

    private static NodeProcess drainMovesWhatRuns(ProcessCluster cluster) {
        NodeProcess drained = cluster.awaitRunning("svc");
        cluster.mainstay("resource", "update", "svc", "meta", "is-managed=false").succeeded();
        cluster.mainstay("node", "drain", drained.name(), "--deadline", "2s")
                .failedWith(1, "svc is still there");
        cluster.mainstay("resource", "update", "svc", "meta", "is-managed=").succeeded();
        cluster.mainstay("node", "drain", drained.name(), "--deadline", "60").succeeded();
        assertNotEquals(drained, cluster.awaitRunning("svc"));
        return drained;
    }

    private static void removedNodeEndsForGood(ProcessCluster cluster, NodeProcess removed) {
        cluster.other(removed).mainstay("node", "remove", removed.name()).succeeded();
        removed.awaitEnd();
        cluster.awaitStatus("two nodes", status -> status.getNodesList().stream()
                .noneMatch(node -> node.getName().equals(removed.name())));

        removed.start();
        assertEquals(REMOVED, removed.awaitEnd(), removed::logText);
        assertTrue(removed.logText().contains("this node was removed from the cluster"),
                removed::logText);

        NodeProcess renamed = cluster.join("n4", 4);
        cluster.awaitStatus("the new node", status -> ProcessCluster.stateOf(status, renamed)
                .equals("online"));
    }

    private static void signalEmptiesTheNode(ProcessCluster cluster, ServiceRecord service) {
        NodeProcess host = cluster.awaitRunning("svc");
        long before = service.last();
        assertEquals(0, host.stop());
        endedWithoutErrors(host);
        assertFalse(service.isRunning(before));
        await().atMost(LIMIT).until(() -> ProcessCluster
                .stateOf(cluster.status().orElseThrow(), host).equals("left"));
        assertNotEquals(host, cluster.awaitRunning("svc"));
    }

    /** To leave in order is one story, and none of errors. */
    private static void endedWithoutErrors(NodeProcess node) {
        assertFalse(node.logText().contains(" ERROR "), node::logText);
    }
}
