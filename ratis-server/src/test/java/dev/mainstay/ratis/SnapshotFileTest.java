// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.FrozenState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    @TempDir
    Path folder;

    private static WordsState words() {
        WordsState state = new WordsState();
        state.apply(1, 1, "one".getBytes(UTF_8));
        state.apply(2, 1, "two".getBytes(UTF_8));
        return state;
    }

    @Test
    void stateComesBackWithItsPosition() throws IOException {
        Path file = folder.resolve("snapshot.1_2");
        SnapshotFile.write(file, 2, 1, words().freeze());
        WordsState restored = new WordsState();
        assertEquals(new SnapshotFile.Header(1, 2, 1), SnapshotFile.restore(file, restored));
        assertEquals(List.of("one", "two"), restored.words());
    }

    @Test
    void everyFlippedByteAndEveryCutIsNoticedBeforeTheStateIsTouched() throws IOException {
        Path file = folder.resolve("snapshot.1_2");
        SnapshotFile.write(file, 2, 1, words().freeze());
        byte[] whole = Files.readAllBytes(file);
        WordsState untouched = new WordsState();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            assertThrows(IOException.class, () -> SnapshotFile.restore(file, untouched));
            Files.write(file, Arrays.copyOf(whole, at));
            assertThrows(IOException.class, () -> SnapshotFile.restore(file, untouched));
        }
        assertEquals(0, untouched.restored());
    }

    @Test
    void failedWriteLeavesTheOldSnapshot() throws IOException {
        Path file = folder.resolve("snapshot.1_2");
        SnapshotFile.write(file, 2, 1, words().freeze());
        assertThrows(
                IOException.class, () -> SnapshotFile.write(file, 2, 1, new FullDisk(1)));
        assertEquals(2, SnapshotFile.verify(file).index());
        assertThrows(
                IOException.class,
                () -> SnapshotFile.write(folder.resolve("new"), 2, 1, new FullDisk(1)));
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void stateOfANewerVersionIsRefusedByName() throws IOException {
        Path file = folder.resolve("snapshot.1_2");
        FrozenState newer =
                new FrozenState() {
                    @Override
                    public int featureLevel() {
                        return 2;
                    }

                    @Override
                    public void writeTo(OutputStream out) {}
                };
        SnapshotFile.write(file, 2, 1, newer);
        IOException refused =
                assertThrows(
                        IOException.class, () -> SnapshotFile.restore(file, new WordsState()));
        assertTrue(refused.getMessage().contains("feature level 2"));
    }

    private record FullDisk(int featureLevel) implements FrozenState {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(1);
            throw new IOException("No space left on device");
        }
    }
}
