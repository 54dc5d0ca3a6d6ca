// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import com.google.protobuf.CodedOutputStream;
import dev.mainstay.proto.v1.SnapshotProto.SnapshotRecord;
import dev.mainstay.proto.v1.SnapshotProto.SnapshotTrailer;
import dev.mainstay.state.ClusterState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes the state as a stream of records with a digest at its end, and reads it again. The stream
 * is also the canonical form of the state: equal states give equal bytes.
 */
public final class SnapshotCodec {

    /** Version of the stream that this build writes and reads. */
    static final int VERSION = 1;

    /**
     * One record is at most one node's or one revision's; a damaged length must not fill memory.
     */
    private static final int RECORD_BYTES_MAX = 512 * 1024 * 1024;

    private SnapshotCodec() {}

    /** Writes without closing the stream. */
    public static void write(ClusterState state, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out);
        RecordWriter writer = new RecordWriter(buffered);
        new SnapshotWriter(writer).write(state);
        writer.writeTrailer();
        buffered.flush();
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if the bytes are damaged, cut short or of a later version
     */
    public static ClusterState read(InputStream in) throws IOException {
        RecordReader reader = new RecordReader(new BufferedInputStream(in));
        SnapshotReader state = new SnapshotReader();
        try {
            for (SnapshotRecord record = reader.next(); !record.hasTrailer();
                    record = reader.next()) {
                state.add(record);
            }
            return state.toState();
        } catch (MalformedField e) {
            throw new IOException("the snapshot is malformed: " + e.field() + " " + e.reason(), e);
        }
    }

    /** SHA-256 of the canonical form, lower-case hex. */
    public static String digest(ClusterState state) {
        RecordWriter writer = new RecordWriter(OutputStream.nullOutputStream());
        try {
            new SnapshotWriter(writer).write(state);
            return writer.digest();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to nowhere cannot fail", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Length-delimited records, digested as they go out. */
    static final class RecordWriter {
        private final DigestOutputStream out;
        private final CodedOutputStream coded;
        private long records;

        RecordWriter(OutputStream out) {
            this.out = new DigestOutputStream(out, sha256());
            coded = CodedOutputStream.newInstance(this.out);
            coded.useDeterministicSerialization();
        }

        void write(SnapshotRecord.Builder record) throws IOException {
            coded.writeMessageNoTag(record.build());
            records++;
        }

        String digest() throws IOException {
            coded.flush();
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }

        void writeTrailer() throws IOException {
            coded.flush();
            out.on(false);
            SnapshotTrailer trailer = SnapshotTrailer.newBuilder()
                    .setRecords(records)
                    .setDigest(HexFormat.of().formatHex(out.getMessageDigest().digest()))
                    .build();
            coded.writeMessageNoTag(SnapshotRecord.newBuilder().setTrailer(trailer).build());
            coded.flush();
        }
    }

    /** Length-delimited records; the trailer is returned only if it is right. */
    private static final class RecordReader {
        private final DigestInputStream in;
        private long records;

        RecordReader(InputStream in) {
            this.in = new DigestInputStream(in, sha256());
        }

        SnapshotRecord next() throws IOException {
            byte[] before = copyOfDigest();
            int length = readLength();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw cutShort();
            }
            SnapshotRecord record = SnapshotRecord.parseFrom(bytes);
            if (record.hasTrailer()) {
                verify(record.getTrailer(), before);
            }
            records++;
            return record;
        }

        private void verify(SnapshotTrailer trailer, byte[] digest) throws IOException {
            String actual = HexFormat.of().formatHex(digest);
            if (trailer.getRecords() != records || !trailer.getDigest().equals(actual)) {
                throw new IOException("the snapshot is damaged: its digest is " + actual
                        + " over " + records + " records, and " + trailer.getDigest() + " over "
                        + trailer.getRecords() + " is written in it");
            }
        }

        private byte[] copyOfDigest() throws IOException {
            try {
                return ((MessageDigest) in.getMessageDigest().clone()).digest();
            } catch (CloneNotSupportedException e) {
                throw new IOException("this Java platform cannot copy a digest", e);
            }
        }

        private int readLength() throws IOException {
            int length = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                int next = in.read();
                if (next < 0) {
                    throw cutShort();
                }
                length |= (next & 0x7F) << shift;
                if ((next & 0x80) == 0) {
                    if (length < 0 || length > RECORD_BYTES_MAX) {
                        throw new IOException("the snapshot is damaged: a record of " + length
                                + " bytes");
                    }
                    return length;
                }
            }
            throw new IOException("the snapshot is damaged: a record without a length");
        }

        private static IOException cutShort() {
            return new IOException("the snapshot is cut short");
        }
    }
}
