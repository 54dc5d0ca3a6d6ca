// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.backup.BackupFile.Existing;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.codec.BackupCodec;
import dev.mainstay.codec.BackupHeader;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.Member;
import dev.mainstay.state.Membership;
import dev.mainstay.state.NewGeneration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {

    private static final Content NOTHING = Content.copyOf(new byte[0]);

    @TempDir
    private Path folder;

    private static ClusterState state() {
        return new NewGeneration(new ClusterIdentity("id-1", "web"),
                new Member(new NodeId("n1"), "m", "k", "n1.1", "n1:1", "n1:2", true),
                new Membership.Predecessor("id-0", NOTHING, NOTHING), Instant.EPOCH,
                new Author("test", "")).of(ClusterState.initial());
    }

    private static void content(OutputStream out) throws IOException {
        ClusterState state = state();
        BackupCodec.write(BackupHeader.of(state, new BackupHeader.Origin(
                "group", Instant.EPOCH, "n1", NOTHING, NOTHING)), state, out);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        Path file = folder.resolve("b");

        BackupFile.write(file, Existing.KEPT, BackupFileTest::content);

        assertEquals(PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(file));
        assertEquals(state(), BackupFile.read(file).state());
        assertEquals(List.of(file), files());
    }

    @Test
    void fileThatIsThereGivesWayOnlyWhenAsked() throws IOException {
        Path file = Files.writeString(folder.resolve("b"), "mine");

        CommandFailure refused = assertThrows(CommandFailure.class,
                () -> BackupFile.write(file, Existing.KEPT, BackupFileTest::content));
        assertEquals(ExitCode.CANNOT_CREATE, refused.exitCode());
        assertEquals("mine", Files.readString(file));

        BackupFile.write(file, Existing.REPLACED, BackupFileTest::content);
        assertEquals("web", BackupFile.read(file).header().cluster().name());
    }

    @Test
    void streamThatBreaksOffLeavesNothing() throws IOException {
        Path file = folder.resolve("b");

        CommandFailure damaged = assertThrows(CommandFailure.class,
                () -> BackupFile.write(file, Existing.KEPT, out -> out.write(new byte[40])));
        assertEquals(ExitCode.DATA, damaged.exitCode());
        assertThrows(CommandFailure.class, () -> BackupFile.write(file, Existing.KEPT, out -> {
            throw new IOException("the line is cut");
        }));

        assertEquals(List.of(), files());
    }

    @Test
    void whatIsNoBackupIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("b"), "a letter to somebody");

        CommandFailure refused =
                assertThrows(CommandFailure.class, () -> BackupFile.read(file));

        assertEquals(ExitCode.DATA, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("no backup"),
                refused::toString);
        assertEquals(ExitCode.INPUT_OUTPUT, assertThrows(CommandFailure.class,
                () -> BackupFile.read(folder.resolve("missing"))).exitCode());
    }
}
