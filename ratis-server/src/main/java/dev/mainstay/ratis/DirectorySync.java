// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the names in Ratis' folder durable.
 *
 * <p>Ratis writes its metadata (term and vote) to a temporary file, syncs and renames it, and
 * creates and renames log files, but never syncs the folder. After a power cut the rename may be
 * gone, and with it a vote that was already given. So the folder is synced before any promise that
 * rests on it leaves the machine: before the answer to a vote request, before a leader takes
 * office on its own vote, and before a flush of the log counts.
 */
final class DirectorySync {
    private final Path folder;
    private final Supplier<?> metadata;
    private final FolderSync folderSync;
    private @Nullable Names synced;

    /** What a change of names shows in: any difference means that a sync is due. */
    private record Names(Object metadata, TreeSet<String> files, FileTime modified) {}

    /** @param metadata term and vote as last persisted; compared, never interpreted */
    DirectorySync(Path folder, Supplier<?> metadata, FolderSync folderSync) {
        this.folder = folder;
        this.metadata = metadata;
        this.folderSync = folderSync;
    }

    /** Makes the names in a folder durable: {@link #sync}, or what a test puts in its place. */
    @FunctionalInterface
    interface FolderSync {
        void sync(Path folder) throws IOException;
    }

    /** Syncs if a name has changed since the last sync; costs a directory listing otherwise. */
    synchronized void syncIfChanged() throws IOException {
        Names now = names();
        if (!Objects.equals(now, synced)) {
            folderSync.sync(folder);
            synced = now;
        }
    }

    /** Syncs one folder: the names in it survive a power cut from here on. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Syncs the folder that holds the given file or folder. */
    static void syncParent(Path file) throws IOException {
        sync(parent(file));
    }

    static Path parent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + " is in no folder");
        }
        return parent;
    }

    private Names names() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> files.add(String.valueOf(entry.getFileName())));
        }
        return new Names(metadata.get(), files, Files.getLastModifiedTime(folder));
    }
}
