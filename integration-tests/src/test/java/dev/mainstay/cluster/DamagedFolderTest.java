// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node whose log or snapshot is not what it was: it has lost its vote and says so, at every start
 * from then on, and touches nothing that could still be of use. Only a last record that never was
 * complete is dropped (safety.md 24).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DamagedFolderTest {

    private static final int BLOCK = 60;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int WRITES = 250;

    private Path written;
    private Path folder;
    private NodeProcess node;
    private long revision;

    @BeforeAll
    void writeALog(@TempDir Path temporary) {
        written = temporary;
        NodeProcess writer = ProcessCluster.node(written, BLOCK, 1);
        writer.member("init", "test").succeeded();
        writer.addSettings("log: {snapshot-every: 100}");
        try {
            writer.start();
            await("a leader").atMost(LIMIT).until(writer::leads);
            try (AcknowledgedWrites writes = new AcknowledgedWrites(writer)) {
                await().atMost(LIMIT).until(() -> writes.acknowledged().size() >= WRITES);
            }
            revision = writer.localStatus().getConfigurationRevision();
        } finally {
            writer.session().kill();
        }
    }

    @BeforeEach
    void copyTheLog(@TempDir Path temporary) throws IOException {
        folder = temporary;
        node = ProcessCluster.node(folder, BLOCK, 1);
        FolderCopy.make(written.resolve("n1"), node.folder());
    }

    @AfterEach
    void kill() {
        node.session().kill();
    }

    @Test
    void logThatIsDamagedInTheMiddleCostsTheVote() throws IOException {
        // The end of a log may be missing after a power cut, its middle may not.
        damage(segment(), 40);
        refused("log file " + segment());
    }

    @Test
    void lastRecordThatWasWholeCostsTheVote() throws IOException {
        damage(segment(), endOfRecords(Files.readAllBytes(segment())) - 10);
        refused("log file " + segment());
    }

    @Test
    void lastRecordThatNeverWasCompleteIsDroppedAndAllThatWasAcknowledgedIsThere()
            throws IOException {
        byte[] log = Files.readAllBytes(segment());
        int end = endOfRecords(log);
        // The beginning of a record of 100 bytes.
        log[end] = 100;
        log[end + 1] = 7;
        Files.write(segment(), log);
        node.start();
        await("a leader").atMost(LIMIT).until(node::leads);
        assertTrue(node.localStatus().getConfigurationRevision() >= revision);
        assertTrue(node.logText().contains("ends in an entry that never was complete"));
    }

    @Test
    void snapshotThatIsDamagedCostsTheVote() throws IOException {
        Path snapshot = files("snapshot\\.[0-9_]+").getLast();
        damage(snapshot, (int) Files.size(snapshot) / 2);
        refused("snapshot");
    }

    @Test
    void logThatIsGoneCostsTheVote() throws IOException {
        Path log = segment().getParent().getParent();
        Files.move(log, folder.resolve("gone"));
        node.refusedStart().failedWith(78, "holds no log");
        assertFalse(Files.exists(log.resolve("current")));
    }

    private void refused(String what) throws IOException {
        Path note = node.stateFolder().resolve("raft").resolve("quarantine.txt");
        FolderImage before = FolderImage.of(node.folder());
        node.refusedStart().failedWith(65, what);
        // For good: also where someone takes the damaged file away.
        Files.delete(note);
        assertEquals(before, FolderImage.of(node.folder()));
    }

    private Path segment() throws IOException {
        return files("log_inprogress_.*").getFirst();
    }

    private List<Path> files(String name) throws IOException {
        Pattern pattern = Pattern.compile(name);
        try (Stream<Path> all = Files.walk(node.stateFolder())) {
            return all.filter(path -> pattern.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static void damage(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x55;
        Files.write(file, bytes);
    }

    /** Behind the records there are zeros. */
    private static int endOfRecords(byte[] log) {
        int end = log.length;
        while (log[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
