// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent of Debian's that sets its promotion score with {@code crm_master}. */
@Requires(Requirement.DEBIAN_AGENTS)
final class PromotionScoreTest {

    private static final String STATEFUL = "ocf:pacemaker:Stateful";

    @TempDir
    private Path folder;

    @Test
    void agentsOwnScoreDecidesWhoIsPromotedAndMovesWithIt() {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 81, 3)) {
            cluster.createFenceDevice();
            cluster.mainstay("resource", "create", "state", STATEFUL, "op", "monitor",
                    "interval=1s", "role=Promoted", "monitor", "interval=2s", "role=Unpromoted",
                    "promotable", "--wait=60").succeeded();
            String promoted = awaitPromoted(cluster, "");
            String why = cluster.mainstay("explain", "state-clone", "--node", promoted)
                    .succeeded().out();
            assertTrue(why.contains("its agent's own promotion score"), why);

            cluster.nodes().stream().filter(node -> node.name().equals(promoted)).findFirst()
                    .orElseThrow().signalKill();
            awaitPromoted(cluster, promoted);
        }
    }

    private static String awaitPromoted(ProcessCluster cluster, String former) {
        ClusterStatus status = cluster.awaitStatus("a promoted instance, not on " + former,
                seen -> promoted(seen).filter(node -> !node.equals(former)).isPresent());
        return promoted(status).orElseThrow();
    }

    private static Optional<String> promoted(ClusterStatus status) {
        return status.getResourcesList().stream()
                .filter(view -> view.getId().equals("state") && view.getPromotedNodesCount() == 1)
                .map(view -> view.getPromotedNodes(0)).findFirst();
    }
}
