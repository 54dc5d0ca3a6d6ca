// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why a node does not start: one sentence and a documented exit code each, and nothing changed.
 * What a damaged log costs is {@link DamagedFolderTest}'s.
 */
final class NodeStartFailureTest {

    private static final int BLOCK = 77;
    private static final String ADDRESS = "127.0." + BLOCK + ".1";

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
        refusedAndUnchanged(78, "node.yaml is not valid YAML");
    }

    @Test
    void settingThatIsUnknown() throws IOException {
        Files.writeString(settings(), "colour: red\n", StandardOpenOption.APPEND);
        refusedAndUnchanged(78, "colour");
    }

    @Test
    void folderComesFromTheEnvironmentToo() throws IOException {
        Files.writeString(settings(), "colour: red\n", StandardOpenOption.APPEND);
        node.mainstay("node", "run").failedWith(78, settings() + ": colour");
    }

    @Test
    void identityOrKeyThatIsDamaged() throws IOException {
        Path identity = node.stateFolder().resolve("identity.yaml");
        String sound = Files.readString(identity);
        Files.writeString(identity, "clusterId: [\n");
        refusedAndUnchanged(65, identity.toString());
        Files.writeString(identity, sound.lines()
                .filter(line -> !line.startsWith("member-id"))
                .collect(Collectors.joining("\n", "", "\n")));
        refusedAndUnchanged(65, identity.toString());
        Files.writeString(identity, sound);
        Path key = node.stateFolder().resolve("keys").resolve("node.key");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        refusedAndUnchanged(65, key.getParent() + " are damaged");
        Files.delete(key);
        refusedAndUnchanged(65, key.toString());
    }

    @Test
    void portInUse() throws IOException {
        try (var _ = new ServerSocket(7420, 1, InetAddress.getByName(ADDRESS))) {
            refusedAndUnchanged(73, "7420");
        }
        try (var _ = new ServerSocket(7421, 1, InetAddress.getByName(ADDRESS))) {
            refusedAndUnchanged(73, "7421");
        }
    }

    @Test
    void stateFolderThatCannotBeMade() throws IOException {
        // Root may write everywhere; below a file nobody can.
        Path file = Files.writeString(folder.resolve("file"), "");
        Files.writeString(settings(), "state-directory: " + file.resolve("state") + "\n",
                StandardOpenOption.APPEND);
        refusedAndUnchanged(74, "state");
    }

    @Test
    void folderOfARunningDaemon() throws IOException {
        try (FileChannel lock = FileChannel.open(node.stateFolder().resolve("lock"),
                StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                FileLock _ = lock.lock()) {
            refusedAndUnchanged(75, "another daemon");
        }
    }

    private void refusedAndUnchanged(int code, String text) {
        FolderImage before = FolderImage.of(node.folder());
        node.refusedStart().failedWith(code, text);
        assertEquals(before, FolderImage.of(node.folder()));
    }

    private Path settings() {
        return node.folder().resolve("node.yaml");
    }
}
