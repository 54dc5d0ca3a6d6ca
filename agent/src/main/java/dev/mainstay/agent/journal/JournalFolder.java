// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A folder on disk, held by one agent at a time. */
final class JournalFolder implements JournalStore {
    private final Path path;
    private final FileChannel lock;

    private JournalFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws IOException when another agent uses the folder */
    static JournalFolder open(Path folder) throws IOException {
        return new JournalFolder(folder.resolve("journal"), lock(folder));
    }

    @Override
    public List<byte[]> read() throws IOException {
        return RecordFile.read(path);
    }

    @Override
    public Records replace(List<byte[]> records) throws IOException {
        return RecordFile.replace(path, records);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path path = folder.resolve("lock");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            Optional<FileLock> held = Optional.ofNullable(channel.tryLock());
            if (held.isPresent()) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Falls through to the one message for both.
        }
        channel.close();
        throw new IOException("another node agent uses " + folder);
    }
}
