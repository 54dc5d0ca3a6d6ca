// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.ratis.RaftSettings.Startup;
import dev.mainstay.ratis.RaftStartException.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageDamageTest {
    private static final String PEER = "a.1";
    @TempDir
    Path folder;
    private TestGroup group;

    @BeforeEach
    void writeALog() throws IOException {
        group = new TestGroup(folder, PEER);
        group.found();
        group.propose("one");
        group.propose("two");
    }

    @AfterEach
    void closeGroup() {
        group.close();
    }

    @Test
    void recordThatNeverWasCompleteIsDropped() throws IOException {
        group.stop(PEER);
        Path log = openSegment();
        byte[] bytes = Files.readAllBytes(log);
        int end = writtenEnd(bytes);
        // The beginning of a record of 100 bytes, and the zeros that Ratis had laid out before.
        byte[] torn = Arrays.copyOf(bytes, end + 4_096);
        torn[end] = 100;
        Arrays.fill(torn, end + 1, end + 50, (byte) 7);
        Files.write(log, torn);
        group.resume(PEER);
        group.propose("three");
        group.awaitWords(PEER, List.of("one", "two", "three"));
    }

    @Test
    void flippedByteInTheLastRecordIsNoTornWrite() throws IOException {
        group.stop(PEER);
        flip(openSegment(), -8);
        assertQuarantined("damaged");
    }

    @Test
    void flippedByteInTheMiddlePutsThePeerIntoQuarantineForGood() throws IOException {
        group.stop(PEER);
        Path log = openSegment();
        byte[] sound = Files.readAllBytes(log);
        flip(log, -writtenEnd(sound) + 20);
        assertQuarantined(log.toString());
        // Whoever repairs the file does not give the peer its vote back.
        Files.write(log, sound);
        assertQuarantined(log.toString());
    }

    @Test
    void damagedSnapshotIsNeverLoaded() throws IOException {
        TestGroup.join(group.get(PEER).node().triggerSnapshot());
        group.stop(PEER);
        flip(snapshot(), -40);
        assertQuarantined("SHA-256");
    }

    @Test
    void snapshotThatWasNeverRegisteredIsDroppedAndTheLogIsUsed() throws IOException {
        TestGroup.join(group.get(PEER).node().triggerSnapshot());
        group.stop(PEER);
        Path snapshot = snapshot();
        Files.delete(snapshot.resolveSibling(snapshot.getFileName() + ".md5"));
        Files.createFile(snapshot.resolveSibling("snapshot.9_9.tmp"));
        TestGroup.Running back = group.resume(PEER);
        group.awaitWords(PEER, List.of("one", "two"));
        assertEquals(0, back.state().restored());
    }

    @Test
    void missingMetadataMeansForgottenVotes() throws IOException {
        group.stop(PEER);
        Files.delete(group.logFolder(PEER).resolve("raft-meta"));
        assertQuarantined("votes");
    }

    @Test
    void missingEntriesAreNoticed() throws IOException {
        TestGroup.join(group.get(PEER).node().triggerSnapshot());
        group.stop(PEER);
        Files.move(openSegment(), group.logFolder(PEER).resolve("log_inprogress_50"));
        assertQuarantined("missing");
    }

    @Test
    void wipedPeerDoesNotStartAsIfItHadBeenEmpty() throws IOException {
        group.stop(PEER);
        Path storage = group.storage(PEER);
        Files.move(storage, folder.resolve("gone"));
        RaftStartException refused =
                assertThrows(RaftStartException.class, () -> group.resume(PEER));
        assertEquals(Cause.STORAGE_UNEXPECTED, refused.kind());
    }

    @Test
    void peerThatWasKilledBeforeItWasTakenInStartsAgain() throws IOException {
        group.join("b.2");
        group.stop("b.2");
        group.join("b.2");
        group.stop("b.2");
        group.resume("b.2");
    }

    @Test
    void clusterIsNotFoundedOverALog() throws IOException {
        group.stop(PEER);
        RaftStartException refused =
                assertThrows(
                        RaftStartException.class,
                        () -> group.start(
                                PEER,
                                Startup.FOUND,
                                List.of(group.address(PEER)),
                                TestGroup.LIMITS));
        assertEquals(Cause.STORAGE_UNEXPECTED, refused.kind());
    }

    @Test
    void takenPortIsNamed() throws IOException {
        group.stop(PEER);
        int port = group.address(PEER).port();
        try (ServerSocket taken =
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(taken.isBound());
            RaftStartException refused =
                    assertThrows(RaftStartException.class, () -> group.resume(PEER));
            assertEquals(Cause.PORT_IN_USE, refused.kind());
            assertTrue(refused.getMessage().contains("127.0.0.1:" + port));
        }
        group.resume(PEER);
        group.propose("three");
    }

    @Test
    void storageInUseIsRefusedAndNothingInItIsTouched() throws IOException {
        Path log = openSegment();
        byte[] torn = Files.readAllBytes(log);
        torn[writtenEnd(torn)] = 100;
        Files.write(log, torn);
        String before = Files.readString(log, StandardCharsets.ISO_8859_1);
        RaftStartException refused =
                assertThrows(RaftStartException.class, () -> group.resume(PEER));
        assertEquals(Cause.PORT_IN_USE, refused.kind());
        RaftStartException locked =
                assertThrows(
                        RaftStartException.class,
                        () -> group.resumeElsewhere(PEER));
        assertEquals(Cause.STORAGE_UNUSABLE, locked.kind(), locked.getMessage());
        assertTrue(locked.getMessage().contains("another process uses it"));
        assertEquals(before, Files.readString(log, StandardCharsets.ISO_8859_1));
    }

    @Test
    void fileInThePlaceOfTheFolderIsNamed() throws IOException {
        Files.createFile(group.storage("b.2"));
        RaftStartException refused =
                assertThrows(RaftStartException.class, () -> group.join("b.2"));
        assertEquals(Cause.STORAGE_UNUSABLE, refused.kind());
        assertTrue(refused.getMessage().contains(group.storage("b.2").toString()));
    }

    private void assertQuarantined(String reason) {
        RaftStartException refused =
                assertThrows(RaftStartException.class, () -> group.resume(PEER));
        assertEquals(Cause.STORAGE_CORRUPT, refused.kind());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(refused.getMessage().contains("join the cluster again"));
    }

    private Path openSegment() throws IOException {
        return LogSegmentFile.list(group.logFolder(PEER)).getLast().path();
    }

    private Path snapshot() throws IOException {
        try (var files = Files.list(group.snapshotFolder(PEER))) {
            return files.filter(file -> !file.toString().endsWith(".md5"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, int fromEnd) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[writtenEnd(bytes) + fromEnd] ^= 1;
        Files.write(file, bytes);
    }

    private static int writtenEnd(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
