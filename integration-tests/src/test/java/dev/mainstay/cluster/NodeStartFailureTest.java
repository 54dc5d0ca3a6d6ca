// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a node does not start: one sentence and a documented exit code each. */
final class NodeStartFailureTest {

    private static final int BLOCK = 77;

    @TempDir
    private Path folder;
    private NodeProcess node;

    @BeforeEach
    void found() {
        node = ProcessCluster.node(folder, BLOCK, 1);
        node.member("init", "test").succeeded();
    }

    @Test
    void folderWithoutANode() {
        ProcessCluster.node(folder, BLOCK, 2).refusedStart().failedWith(78, "cluster init");
    }

    @Test
    void secondClusterInOneFolder() {
        node.member("init", "again").failedWith(1, "already");
    }

    @Test
    void settingsThatAreNoYaml() throws IOException {
        Files.writeString(settings(), "node: [n1\n");
        node.refusedStart().failedWith(78, "node.yaml is not valid YAML");
    }

    @Test
    void settingThatIsUnknown() throws IOException {
        Files.writeString(settings(), "colour: red\n", StandardOpenOption.APPEND);
        node.refusedStart().failedWith(78, "colour");
    }

    @Test
    void portInUse() throws IOException {
        try (var _ = new ServerSocket(7420, 1, InetAddress.getByName("127.0.77.1"))) {
            node.refusedStart().failedWith(73, "7420");
        }
        try (var _ = new ServerSocket(7421, 1, InetAddress.getByName("127.0.77.1"))) {
            node.refusedStart().failedWith(73, "7421");
        }
    }

    @Test
    void stateFolderThatCannotBeMade() throws IOException {
        // Root may write everywhere; below a file nobody can.
        Path file = Files.writeString(folder.resolve("file"), "");
        Files.writeString(settings(), "state-directory: " + file.resolve("state") + "\n",
                StandardOpenOption.APPEND);
        node.refusedStart().failedWith(74, "state");
    }

    @Test
    void folderOfARunningDaemon() throws IOException {
        try (FileChannel lock = FileChannel.open(node.stateFolder().resolve("lock"),
                StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                FileLock _ = lock.lock()) {
            node.refusedStart().failedWith(75, "another daemon");
        }
    }

    @Test
    void logThatIsDamagedCostsTheVote() throws IOException {
        node.start();
        await("a leader").atMost(Duration.ofSeconds(60))
                .until(() -> node.mainstay("status").exitCode() == 0);
        node.killDaemon();
        node.session().kill();
        Path segment = files("log_inprogress_0").getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        // In the middle: the end of a log may be missing after a power cut, its middle may not.
        bytes[40] ^= 0x55;
        Files.write(segment, bytes);
        node.refusedStart().failedWith(65, "log");
        assertTrue(Files.exists(segment));
    }

    private Path settings() {
        return node.folder().resolve("node.yaml");
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(node.stateFolder())) {
            return all.filter(path -> path.endsWith(name)).toList();
        }
    }
}
