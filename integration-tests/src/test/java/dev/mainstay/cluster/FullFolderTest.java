// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State folders on a file system that has no byte left. */
@Requires(Requirement.ROOT)
final class FullFolderTest {

    private static final int BLOCK = 61;
    private static final int MEGABYTES = 12;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void nodeIsNeitherFoundedNorStartedAndNothingIsChanged() throws IOException {
        NodeProcess node = ProcessCluster.node(folder, BLOCK, 9);
        Files.createDirectories(node.folder());
        try (SmallFilesystem disk = SmallFilesystem.mount(node.stateFolder(), MEGABYTES)) {
            disk.fill();
            node.member("init", "test").failedWith(74, node.stateFolder().toString());
            assertFalse(Files.exists(node.folder().resolve("node.yaml")));
            disk.makeRoom();
            node.member("init", "test").succeeded();

            disk.fill();
            FolderImage before = FolderImage.of(node.folder());
            node.refusedStart().failedWith(74, "free space");
            assertEquals(before, FolderImage.of(node.folder()));
        }
    }

    @Test
    void nodeWhoseDiskFillsUpEndsAndTheOthersCarryOnUntilItIsBack() throws IOException {
        Path state = folder.resolve("n1").resolve("state");
        try (SmallFilesystem disk = SmallFilesystem.mount(state, MEGABYTES);
                ProcessCluster cluster = ProcessCluster.founded(
                        folder, BLOCK, 3, "log: {file-bytes: 65536, snapshot-every: 500}")) {
            cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
            // The founder leads, so this is also the leader's death.
            NodeProcess full = cluster.node("n1");
            assertTrue(full.leads());
            try (AcknowledgedWrites writes = new AcknowledgedWrites(cluster::nodes)) {
                await().atMost(LIMIT).until(() -> writes.acknowledged().size() > 20);
                disk.fill();
                assertEquals(74, full.awaitEnd(), full::logText);
                assertTrue(full.logText().contains("free space"), full::logText);
                int before = writes.acknowledged().size();
                await().atMost(LIMIT).until(() -> writes.acknowledged().size() > before + 20);

                disk.makeRoom();
                full.start();
                cluster.awaitQuiet();
                writes.end();
                Replicas replicas = new Replicas(cluster);
                replicas.requireAll(writes.acknowledged().values());
                replicas.requireOneDigest();
            }
        }
    }
}
