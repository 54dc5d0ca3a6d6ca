// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFounderTest {

    @TempDir
    private Path root;

    private final ClusterFounder founder = new ClusterFounder(new SystemClock());

    @Test
    void aFoundedNodeHasKeysThatOnlyItsOwnerReads() throws IOException {
        NodeConfiguration node = node("n1");
        NodeIdentity identity = founder.found(node, "demo");
        assertEquals(identity, NodeIdentity.read(node.folder()));
        assertEquals(node, SettingsReader.read(node.folder()));
        for (String secret : new String[] {"ca.key", "node.key"}) {
            assertEquals("rw-------", PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(node.folder().keys().resolve(secret))));
        }
    }

    @Test
    void aNodeBelongsToOneClusterOnly() {
        founder.found(node("n1"), "first");
        StartupFailure failure = assertThrows(
                StartupFailure.class, () -> founder.found(node("n1"), "second"));
        assertEquals(ExitCode.REFUSED, failure.exitCode());
        assertTrue(String.valueOf(failure.getMessage()).contains("cluster first"));
        assertEquals("first", NodeIdentity.read(node("n1").folder()).clusterName());
    }

    @Test
    void aNameThatIsNoneChangesNothing() {
        StartupFailure failure = assertThrows(
                StartupFailure.class, () -> founder.found(node("n 1"), "demo"));
        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertFalse(Files.exists(node("n 1").folder().state()));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        NodeConfiguration node = NodeConfiguration.of(
                "n1", "127.0.0.1", NodeFolder.under(file.resolve("below")));
        StartupFailure failure =
                assertThrows(StartupFailure.class, () -> founder.found(node, "demo"));
        assertEquals(ExitCode.INPUT_OUTPUT, failure.exitCode());
        assertTrue(String.valueOf(failure.getMessage()).contains("below"));
    }

    private NodeConfiguration node(String name) {
        return NodeConfiguration.of(
                name, "127.0.0.1", NodeFolder.under(root.resolve(name)));
    }
}
