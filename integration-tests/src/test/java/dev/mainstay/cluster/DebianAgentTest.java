// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires(Requirement.DEBIAN_AGENTS)
final class DebianAgentTest {

    private static final String DUMMY = "ocf:heartbeat:Dummy";

    @TempDir
    private Path folder;

    @Test
    void dummyIsCheckedStartedMonitoredAndRecovered() throws IOException {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 98, 1)) {
            cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
            cluster.mainstay("resource", "create", "d", DUMMY, "colour=red")
                    .failedWith(65, "parameter colour is unknown to " + DUMMY);
            cluster.mainstay("resource", "create", "d", "ocf:heartbeat:Dumy")
                    .failedWith(65, "no agent 'ocf:heartbeat:Dumy'");

            Path state = folder.resolve("dummy.state");
            cluster.mainstay("resource", "create", "d", DUMMY, "state=" + state, "op", "monitor",
                    "interval=1s", "--wait=60").succeeded();
            cluster.awaitRunning("d");
            assertTrue(Files.exists(state));

            Files.delete(state);
            await("the recovery").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(state));
            ClusterStatus after = cluster.awaitStatus("the failure and a running resource",
                    status -> !status.getFailuresList().isEmpty()
                            && ProcessCluster.runner(status, "d").isPresent());
            assertEquals("monitor", after.getFailures(0).getOperation());
            assertEquals(7, after.getFailures(0).getExitCode());
            assertEquals(1, after.getFailures(0).getFailCount());

            cluster.mainstay("resource", "cleanup", "d").succeeded();
            cluster.awaitStatus("no failure any more",
                    status -> status.getFailuresList().isEmpty());
        }
    }
}
