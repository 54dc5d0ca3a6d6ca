// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a storage to one process. Ratis has a lock of its own, but takes it only after
 * {@link StorageCheck}, which would take the log of a running process, seen in the middle of a
 * write, for one that ends in an incomplete record, and cut it. The kernel frees the lock with the
 * process, however that ends.
 */
final class StorageLock implements Closeable {
    private final FileChannel channel;

    private StorageLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException if the storage is in use, or cannot be written */
    static StorageLock acquire(Path storage) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        storage.resolve("storage.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new StorageLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held within this process: in use like any other.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another process uses it");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
