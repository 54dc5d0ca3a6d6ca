// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.NodeStatusView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that runs the agent alone is a node of the cluster, over a connection that moves. */
final class RemoteNodeTest {

    private static final int BLOCK = 97;
    private static final String ADDRESS = "127.0." + BLOCK + ".9";

    @TempDir
    private Path folder;

    @Test
    void serviceOnARemoteMachineOutlivesItsHostAndIsRecoveredWhenTheMachineDies() {
        NodeProcess far = new NodeProcess("far", ADDRESS, folder.resolve("far"));
        try (ProcessCluster cluster = ProcessCluster.founded(folder, BLOCK, 3)) {
            ServiceRecord service = new ServiceRecord(folder);
            cluster.createFenceDevice(far);
            admit(cluster, far);
            far.startAgent();
            cluster.awaitStatus("the machine online", status -> isOnline(status, "far"));

            service.create(cluster, "svc");
            cluster.mainstay("constraint", "location", "svc", "prefers", "far").succeeded();
            cluster.awaitStatus("the service on the remote machine", status -> runsOnFar(status));
            long process = service.last();
            int starts = service.starts().size();

            outlivesTheLossOfItsHost(cluster);
            assertTrue(service.isRunning(process));
            far.killDaemon();
            far.startAgent();
            cluster.awaitStatus("the restarted agent", status -> isOnline(status, "far")
                    && runsOnFar(status) && ProcessCluster.isQuiet(status));
            outlivesTheLeaveOfItsHost(cluster);
            assertTrue(service.isRunning(process));
            assertEquals(starts, service.starts().size());
            assertFalse(history(cluster).contains("far"), history(cluster));

            far.killDaemon();
            assertTrue(service.isRunning(process));
            cluster.awaitStatus("the service elsewhere", status -> ProcessCluster
                    .runner(status, "svc").filter(name -> !name.equals("far")).isPresent());
            assertFalse(service.isRunning(process));
            assertFalse(service.overlapped());
            assertTrue(history(cluster).contains("far"), history(cluster));
        } finally {
            far.session().kill();
        }
    }

    private static void admit(ProcessCluster cluster, NodeProcess far) {
        String token = cluster.mainstay("cluster", "node", "add-remote", "far", ADDRESS,
                "op", "monitor", "interval=1s", "timeout=15s", "op", "start", "timeout=60s")
                .succeeded().out().strip();
        far.mainstay("agent", "join", token, "--node", "far", "--address", ADDRESS).succeeded();
    }

    /** The host is fenced, and the remote machine is not. */
    private static void outlivesTheLossOfItsHost(ProcessCluster cluster) {
        NodeProcess host = cluster.node(host(cluster.status().orElseThrow()));
        host.killDaemon();
        awaitOtherHost(cluster, host);
        host.start();
        cluster.awaitStatus("the former host back", status -> isOnline(status, host.name())
                && ProcessCluster.isQuiet(status));
    }

    private static void outlivesTheLeaveOfItsHost(ProcessCluster cluster) {
        NodeProcess host = cluster.node(host(cluster.status().orElseThrow()));
        assertEquals(0, host.stop());
        ClusterStatus status = awaitOtherHost(cluster, host);
        assertNotEquals(host.name(), host(status));
    }

    private static ClusterStatus awaitOtherHost(ProcessCluster cluster, NodeProcess former) {
        return cluster.awaitStatus("another host", status -> isOnline(status, "far")
                && !host(status).isEmpty() && !host(status).equals(former.name())
                && runsOnFar(status) && ProcessCluster.isQuiet(status));
    }

    private static boolean runsOnFar(ClusterStatus status) {
        return ProcessCluster.runner(status, "svc").equals(Optional.of("far"));
    }

    private static boolean isOnline(ClusterStatus status, String node) {
        return view(status, node).map(NodeStatusView::getState).equals(Optional.of("online"));
    }

    private static String host(ClusterStatus status) {
        return view(status, "far").map(NodeStatusView::getHost).orElse("");
    }

    private static Optional<NodeStatusView> view(ClusterStatus status, String node) {
        List<NodeStatusView> nodes = status.getNodesList();
        return nodes.stream().filter(view -> view.getName().equals(node)).findFirst();
    }

    private static String history(ProcessCluster cluster) {
        return cluster.mainstay("stonith", "history").succeeded().out();
    }
}
