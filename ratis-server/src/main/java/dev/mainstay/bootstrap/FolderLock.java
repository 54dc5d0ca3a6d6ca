// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The right to use a state folder. Two daemons on one folder would vote twice with one log, so
 * taking it also proves that the folder can be written, before anything else is opened.
 */
public final class FolderLock implements AutoCloseable {

    /** Enough to tell a full file system before the log does; the content is of no use. */
    private static final int SPACE_PROBE_BYTES = 1 << 20;

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing and takes it.
     *
     * @throws StartupFailure when it cannot be written, is full, or another daemon holds it
     */
    public static FolderLock take(NodeFolder folder) {
        try {
            createPrivate(folder.state());
            FileChannel channel = FileChannel.open(
                    folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw new StartupFailure(ExitCode.RETRY, "another daemon uses " + folder.state()
                        + ": stop it first, or give this node a folder of its own");
            }
            probeSpace(folder.state());
            return new FolderLock(channel, lock.get());
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.INPUT_OUTPUT,
                    "cannot write in the state folder " + folder.state() + " ("
                            + reason(failure) + "): check its owner, its permissions and the"
                            + " free space",
                    failure);
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException failure) {
            // The kernel drops the lock with the process.
            return;
        }
    }

    static void createPrivate(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    private static void probeSpace(Path state) throws IOException {
        Path probe = state.resolve("space-probe");
        try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.allocate(SPACE_PROBE_BYTES);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    static String reason(IOException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("no message");
        return failure.getClass().getSimpleName().replace("Exception", "") + ": " + message;
    }
}
