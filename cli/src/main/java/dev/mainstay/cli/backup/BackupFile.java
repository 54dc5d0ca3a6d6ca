// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.codec.BackupCodec;
import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.UnusableBackup;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Backups on disk. A backup holds secrets (fence devices' passwords), so nobody but its owner may
 * read it; it is written beside its place, and takes that only when it is whole and durable.
 */
final class BackupFile {

    private BackupFile() {}

    /** Writes a backup's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Whether a file that is there already gives way. */
    enum Existing {
        KEPT,
        REPLACED
    }

    /** @throws CommandFailure if the file is unreadable, or not a whole backup */
    static Backup read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return BackupCodec.read(in, Files.size(file));
        } catch (UnusableBackup e) {
            throw unusable(file, e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.INPUT_OUTPUT, "There is no file " + file + ".", "", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.INPUT_OUTPUT,
                    "Cannot read " + file + ": " + reason(e) + ".", "", e);
        }
    }

    static CommandFailure unusable(Path file, UnusableBackup failure) {
        return new CommandFailure(ExitCode.DATA,
                "Cannot use " + file + ": " + failure.getMessage() + ".", "", failure);
    }

    /** Writes a new file and reads it back before it takes its place. */
    static Backup write(Path file, Existing existing, Content content) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        Path unfinished = folder.resolve("." + file.getFileName() + ".unfinished");
        try {
            if (existing == Existing.KEPT && Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.deleteIfExists(unfinished);
            try {
                writeDurably(unfinished, content);
                Backup written = read(unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                    names.force(true);
                }
                return written;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, file + " is there already.",
                    "Name another file, or replace it with --overwrite.", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE,
                    "Cannot write " + file + ": " + reason(e) + ".", "", e);
        }
    }

    private static void writeDurably(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------")))) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + " "
                + failure.getMessage();
    }
}
