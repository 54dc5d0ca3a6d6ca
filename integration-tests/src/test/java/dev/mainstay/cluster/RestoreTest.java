// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All machines are lost, and the cluster comes back from a backup. */
final class RestoreTest {

    private static final int REFUSED = 1;
    private static final int BAD_DATA = 65;

    @TempDir
    private Path folder;

    @Test
    void clusterComesBackAfterTheLossOfAllMachines() throws IOException {
        Path backup = folder.resolve("backup.mainstay");
        ServiceRecord service = new ServiceRecord(folder);
        NodeProcess straggler;
        try (ProcessCluster lost = ProcessCluster.founded(folder.resolve("old"), 176, 3)) {
            lost.mainstay("property", "set", "stonith-enabled=false").succeeded();
            service.create(lost, "svc");
            lost.awaitRunning("svc");
            save(lost.node("n3"), backup);
            lost.mainstay("property", "set", "after-the-backup=1").succeeded();
            refusedWhileItRuns(backup);

            straggler = lost.node("n3");
            assertEquals(0, straggler.stop());
            lost.nodes().forEach(node -> node.session().kill());
        }
        long killed = service.last();
        assertFalse(service.isRunning(killed));

        try (ProcessCluster restored = ProcessCluster.of(folder.resolve("new"), 176, 3)) {
            NodeProcess first = restored.node("n1");
            CommandRun restore = first.mainstay("backup", "restore", backup.toString(),
                    "--cluster", "test", "--node", "n1", "--address", "127.0.176.1").succeeded();
            assertTrue(restore.out().contains("n1, n2, n3"), restore::toString);
            first.start();
            restored.awaitStatus("the hold", status -> status.getNodesList().stream()
                    .filter(node -> node.getState().equals("unheard")).count() == 2
                    && ProcessCluster.isQuiet(status)
                    && status.getWarningsList().toString().contains("n2, n3"));
            restored.join("n2");
            restored.awaitStatus("n2 online", status -> ProcessCluster.isQuiet(status)
                    && ProcessCluster.stateOf(status, restored.node("n2")).equals("online"));
            assertEquals(killed, service.last());

            stragglerEnds(straggler);

            first.mainstay("stonith", "confirm", "n3", "--yes").succeeded();
            restored.awaitRunning("svc");
            assertTrue(service.isRunning(service.last()));
            assertFalse(service.overlapped());

            restored.join("n3");
            assertEquals(1_000_000, restored.awaitQuiet().getConfigurationRevision());
            String configuration = first.mainstay("config", "show").succeeded().out();
            assertFalse(configuration.contains("after-the-backup"), configuration);
            save(restored.node("n3"), folder.resolve("next.mainstay"));
        }
    }

    private static void save(NodeProcess node, Path file) throws IOException {
        node.mainstay("backup", "save", file.toString()).succeeded();
        assertEquals(PosixFilePermissions.fromString("rw-------"),
                Set.copyOf(Files.getPosixFilePermissions(file)));
        String content = node.mainstay("backup", "inspect", file.toString(), "-o", "json")
                .succeeded().out();
        assertTrue(content.contains("\"svc\""), content);
        node.mainstay("backup", "verify", file.toString(), "--cluster", "test").succeeded();
        node.mainstay("backup", "verify", file.toString(), "--cluster", "other")
                .failedWith(BAD_DATA, "of cluster test");
    }

    private void refusedWhileItRuns(Path backup) {
        NodeProcess node = ProcessCluster.node(folder.resolve("early"), 176, 1);
        node.mainstay("backup", "restore", backup.toString(), "--node", "n1")
                .failedWith(REFUSED, "still run");
    }

    /** A daemon of the lost generation that comes back is told, and stays down. */
    private static void stragglerEnds(NodeProcess straggler) {
        straggler.start();
        await("the end of the old daemon").atMost(Duration.ofSeconds(40))
                .until(() -> !straggler.isAlive());
        assertTrue(straggler.logText().contains("was restored from a backup"),
                straggler::logText);
        straggler.refusedStart().failedWith(REFUSED, "has ended");
    }
}
