// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.WatchEventsRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine dies: its daemon is killed while its service goes on, as if the network were cut. */
final class FailoverTest {

    private static final long LEASE_MILLIS = 5_000;
    private static final long STOP_TIMEOUT_MILLIS = 6_000;

    @TempDir
    private Path folder;

    @Test
    void serviceMovesOnlyAfterItsNodeWasFenced() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 71, 3)) {
            ServiceRecord service = new ServiceRecord(folder);
            cluster.createFenceDevice();
            service.create(cluster, "svc");
            NodeProcess victim = cluster.awaitRunning("svc");
            long before = service.last();

            victim.killDaemon();
            assertTrue(service.isRunning(before));
            cluster.awaitStatus("the service elsewhere", status -> ProcessCluster
                    .runner(status, "svc").filter(name -> !name.equals(victim.name())).isPresent());
            assertFalse(service.isRunning(before));
            assertFalse(service.overlapped());
            assertEquals(2, service.starts().size());
            String history = cluster.mainstay("stonith", "history").succeeded().out();
            assertTrue(history.contains(victim.name()) && history.contains("succeeded"), history);

            victim.start();
            cluster.awaitQuiet();
            assertFalse(service.overlapped());
        }
    }

    @Test
    void withoutFencingServiceWaitsForLeaseAndStopBudget() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 72, 3)) {
            ServiceRecord service = new ServiceRecord(folder);
            cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
            service.create(cluster, "svc");
            NodeProcess victim = cluster.awaitRunning("svc");
            ClusterStatus before = cluster.status().orElseThrow();
            assertTrue(before.getWarningsList().stream()
                    .anyMatch(warning -> warning.contains("nothing guarantees")), before::toString);

            victim.session().kill();
            cluster.awaitStatus("the service elsewhere", status -> ProcessCluster
                    .runner(status, "svc").filter(name -> !name.equals(victim.name())).isPresent());
            List<ClusterEvent> events =
                    untilStarted("svc_start_0", cluster, before.getPosition().getAppliedIndex());
            long lost = millisOf(events, "node-lost", victim.name());
            long started = events.getLast().getTimeMillis();
            assertTrue(started - lost >= LEASE_MILLIS + STOP_TIMEOUT_MILLIS, events::toString);
        }
    }

    private static long millisOf(List<ClusterEvent> events, String kind, String node) {
        return events.stream()
                .filter(event -> event.getKind().equals(kind) && event.getNode().equals(node))
                .mapToLong(ClusterEvent::getTimeMillis)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " in " + events));
    }

    /** What happened from an index until an action began, which it has. */
    private static List<ClusterEvent> untilStarted(String key, ProcessCluster cluster, long from) {
        try (ClusterClient client = cluster.any().connect()) {
            Iterator<ClusterEvent> stream = ClusterServiceGrpc.newBlockingStub(client.channel())
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .watchEvents(WatchEventsRequest.newBuilder().setFromIndex(from).build());
            List<ClusterEvent> events = new ArrayList<>();
            do {
                events.add(stream.next());
            } while (!events.getLast().getKind().equals("action-started")
                    || !events.getLast().getResource().equals(key));
            return events;
        }
    }
}
