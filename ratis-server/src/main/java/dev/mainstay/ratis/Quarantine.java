// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a peer with a damaged log from ever voting again.
 *
 * <p>A file in the storage says so and why. Without it, the next start might find nothing wrong:
 * the damaged file may be gone by then, deleted by someone who meant to help, and the peer would
 * vote without remembering what it promised.
 */
final class Quarantine {
    private final Path file;

    Quarantine(Path storage) {
        this.file = storage.resolve("quarantine.txt");
    }

    /** Why the peer is in quarantine, if it is. */
    Optional<String> reason() throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                : Optional.empty();
    }

    /** Puts the peer into quarantine, durably; answers what to throw. */
    RaftStartException enter(String damage) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((damage + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            DirectorySync.sync(folder());
        } catch (IOException e) {
            RaftStartException failure = refusal(damage);
            failure.addSuppressed(e);
            return failure;
        }
        return refusal(damage);
    }

    /** What to tell the operator. */
    RaftStartException refusal(String damage) {
        return new RaftStartException(
                RaftStartException.Cause.STORAGE_CORRUPT,
                "this machine's copy of the cluster log is damaged and has lost its vote: "
                        + damage + ". To repair it, remove this node from the cluster on another"
                        + " node, delete " + folder() + " here, and join the cluster again. The"
                        + " other members hold all committed changes as long as a majority of"
                        + " them is well");
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
