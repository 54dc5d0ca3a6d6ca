// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of checked records: length (4 bytes), CRC-32C of the content (4 bytes),
 * content. Appends of several threads share one fsync.
 */
final class RecordFile implements JournalStore.Records {
    private static final int HEADER = 8;

    private final FileChannel channel;
    private final Object syncing = new Object();
    private long written;
    private long synced;

    private RecordFile(FileChannel channel, long size) {
        this.channel = channel;
        this.written = size;
        this.synced = size;
    }

    /**
     * The contents of the file's records; none where there is no file. An incomplete last record is
     * what a crash leaves of an append that nobody was told of, and is left out.
     *
     * @throws IOException when anything else is damaged
     */
    static List<byte[]> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<byte[]> records = new ArrayList<>();
        while (bytes.remaining() >= HEADER) {
            int begin = bytes.position();
            int length = bytes.getInt();
            int checksum = bytes.getInt();
            if (length < 0) {
                throw damaged(file, begin);
            }
            if (length > bytes.remaining()) {
                break;
            }
            byte[] content = new byte[length];
            bytes.get(content);
            if (length == 0 || checksum(content) != checksum) {
                if (onlyZeros(bytes)) {
                    break;
                }
                throw damaged(file, begin);
            }
            records.add(content);
        }
        return records;
    }

    /** Replaces the file, whole or not at all, by one of these records, and opens it for more. */
    static RecordFile replace(Path file, List<byte[]> records) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions
                .asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        RecordFile result = new RecordFile(channel, 0);
        for (byte[] content : records) {
            result.append(content);
        }
        channel.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file.resolveSibling("").toAbsolutePath());
        return result;
    }

    @Override
    public synchronized void append(byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + content.length);
        buffer.putInt(content.length).putInt(checksum(content)).put(content).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        written += HEADER + content.length;
    }

    @Override
    public void sync() throws IOException {
        long wanted = size();
        synchronized (syncing) {
            if (synced < wanted) {
                long reached = size();
                channel.force(false);
                synced = reached;
            }
        }
    }

    @Override
    public synchronized long size() {
        return written;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel handle = FileChannel.open(directory, StandardOpenOption.READ)) {
            handle.force(true);
        }
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static boolean onlyZeros(ByteBuffer rest) {
        while (rest.hasRemaining()) {
            if (rest.get() != 0) {
                return false;
            }
        }
        return true;
    }

    private static IOException damaged(Path file, int offset) {
        return new IOException("node agent journal " + file + " is damaged at byte " + offset
                + ": what runs here is not known; reboot the machine, then remove the file");
    }
}
