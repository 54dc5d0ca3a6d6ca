// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySyncTest {
    @TempDir
    Path folder;
    private final AtomicReference<String> metadata = new AtomicReference<>("term 1");
    private final AtomicInteger syncs = new AtomicInteger();

    private DirectorySync directory() {
        return new DirectorySync(folder, metadata::get, path -> syncs.incrementAndGet());
    }

    @Test
    void everyRenameAndEveryVoteCostsOneSyncAndNothingElseDoes() throws IOException {
        DirectorySync directory = directory();
        directory.syncIfChanged();
        directory.syncIfChanged();
        assertEquals(1, syncs.get());
        Path open = Files.createFile(folder.resolve("log_inprogress_0"));
        directory.syncIfChanged();
        assertEquals(2, syncs.get());
        Files.move(open, folder.resolve("log_0-9"));
        directory.syncIfChanged();
        assertEquals(3, syncs.get());
        metadata.set("term 2");
        directory.syncIfChanged();
        directory.syncIfChanged();
        assertEquals(4, syncs.get());
    }

    @Test
    void failedSyncIsTriedAgain() throws IOException {
        DirectorySync directory =
                new DirectorySync(
                        folder,
                        metadata::get,
                        path -> {
                            if (syncs.incrementAndGet() == 1) {
                                throw new IOException("disk");
                            }
                        });
        assertThrows(IOException.class, directory::syncIfChanged);
        directory.syncIfChanged();
        assertEquals(2, syncs.get());
    }
}
