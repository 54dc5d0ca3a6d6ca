// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.FrozenState;
import dev.mainstay.port.ReplicatedState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One snapshot on disk: a header, the state, and the SHA-256 of both.
 *
 * <p>Ratis keeps an MD5 file beside it, which it checks only when it sends the snapshot to another
 * peer; the digest inside is checked whenever the file is read, so that a damaged snapshot is
 * never taken for the state.
 */
final class SnapshotFile {
    /** How the name of a snapshot ends while it is written; Ratis takes it for none. */
    static final String UNFINISHED = ".tmp";

    private static final long MAGIC = 0x4d41494e53544159L; // "MAINSTAY"
    private static final int FORMAT = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    /** What the file says of itself. */
    record Header(int featureLevel, long index, long term) {}

    private SnapshotFile() {}

    /**
     * Writes a snapshot so that {@code target} either does not exist or is whole and durable, at
     * every moment and after a power cut.
     */
    static void write(Path target, long index, long term, FrozenState state) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + UNFINISHED);
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var file = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            var digesting = new DigestOutputStream(file, sha256());
            var out = new DataOutputStream(digesting);
            out.writeLong(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(state.featureLevel());
            out.writeLong(index);
            out.writeLong(term);
            state.writeTo(out);
            out.flush();
            file.write(digesting.getMessageDigest().digest());
            file.flush();
            channel.force(true);
        }
        Files.move(
                temporary,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        DirectorySync.syncParent(target);
    }

    /**
     * Checks the digest of the whole file and answers its header.
     *
     * @throws IOException if the file is damaged, naming it and what was expected
     */
    static Header verify(Path file) throws IOException {
        long size = Files.size(file);
        if (size < HEADER_BYTES + DIGEST_BYTES) {
            throw new IOException("snapshot " + file + " ends after " + size + " bytes");
        }
        MessageDigest digest = sha256();
        try (InputStream in = open(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long left = size - DIGEST_BYTES;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("snapshot " + file + " was cut while it was read");
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
            byte[] found = digest.digest();
            byte[] expected = in.readNBytes(DIGEST_BYTES);
            if (!MessageDigest.isEqual(expected, found)) {
                throw new IOException(
                        "snapshot " + file + " is damaged: its SHA-256 should be " + hex(expected)
                                + " and is " + hex(found));
            }
        }
        try (DataInputStream in = new DataInputStream(open(file))) {
            return header(file, in);
        }
    }

    /** Verifies the file and restores the state from it. */
    static Header restore(Path file, ReplicatedState state) throws IOException {
        Header header = verify(file);
        if (!state.canApply(header.featureLevel())) {
            throw new IOException(
                    "snapshot " + file + " needs feature level " + header.featureLevel()
                            + ", which this version does not have: install a newer one");
        }
        try (DataInputStream in = new DataInputStream(open(file))) {
            header(file, in);
            long bytes = Files.size(file) - HEADER_BYTES - DIGEST_BYTES;
            state.restore(header.index(), header.term(), new BoundedInputStream(in, bytes));
        }
        return header;
    }

    private static Header header(Path file, DataInputStream in) throws IOException {
        if (in.readLong() != MAGIC) {
            throw new IOException(file + " is not a snapshot of Mainstay");
        }
        int format = in.readInt();
        if (format != FORMAT) {
            throw new IOException(
                    "snapshot " + file + " has format " + format + "; this version reads "
                            + FORMAT);
        }
        return new Header(in.readInt(), in.readLong(), in.readLong());
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
