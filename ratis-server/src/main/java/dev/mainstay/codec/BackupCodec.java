// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mainstay.codec.UnusableBackup.Reason;
import dev.mainstay.proto.v1.BackupProto;
import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.LogPosition;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes and reads backups; backup.proto describes their layout. Every byte of one is under its
 * digest, and what is read is a state only once that was checked.
 */
public final class BackupCodec {

    /** Version of the layout that this build writes, and the highest that it reads. */
    public static final int VERSION = 1;

    private static final byte[] MAGIC = "MAINBKUP".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BYTES = 32;
    private static final int PREFIX_BYTES = MAGIC.length + 2 * Integer.BYTES;
    /** A certificate, a signature and some names: a thousand bytes. */
    private static final int HEADER_BYTES_MAX = 1 << 16;

    /** Ten times the largest state that is tested. */
    private static final long STATE_BYTES_MAX = 1L << 30;

    private BackupCodec() {}

    /** A backup as it was read. */
    public record Backup(BackupHeader header, ClusterState state, String digest) {}

    /** Writes without closing the stream. */
    public static void write(BackupHeader header, ClusterState state, OutputStream out)
            throws IOException {
        byte[] encoded = encode(header, stateBytes(state)).toByteArray();
        DigestOutputStream digesting = new DigestOutputStream(out, sha256());
        DataOutputStream output = new DataOutputStream(digesting);
        output.write(MAGIC);
        output.writeInt(VERSION);
        output.writeInt(encoded.length);
        output.write(encoded);
        output.flush();
        SnapshotCodec.write(state, digesting);
        out.write(digesting.getMessageDigest().digest());
        out.flush();
    }

    /**
     * Reads a whole backup.
     *
     * @param size number of bytes that the stream holds
     * @throws UnusableBackup if it is none, damaged, or of a later version
     * @throws IOException if the bytes cannot be had
     */
    public static Backup read(InputStream in, long size) throws IOException, UnusableBackup {
        DigestInputStream digesting = new DigestInputStream(in, sha256());
        DataInputStream input = new DataInputStream(digesting);
        BackupProto.BackupHeader message = header(input, size);
        byte[] content = input.readNBytes(Math.toIntExact(message.getStateBytes()));
        byte[] found = digesting.getMessageDigest().digest();
        byte[] written = in.readNBytes(DIGEST_BYTES);
        if (!MessageDigest.isEqual(found, written)) {
            throw new UnusableBackup(Reason.DAMAGED, "it is damaged: its SHA-256 is "
                    + hex(found) + " and " + hex(written) + " is written in it");
        }
        BackupHeader header = header(message);
        ClusterState state = state(header, content);
        if (!header.describes(state)) {
            throw new UnusableBackup(Reason.DAMAGED, "it is damaged: its header tells of revision "
                    + header.revision() + " of cluster " + header.cluster().clusterId()
                    + " and its content is another");
        }
        return new Backup(header, state, hex(found));
    }

    private static BackupProto.BackupHeader header(DataInputStream in, long size)
            throws IOException, UnusableBackup {
        if (size < PREFIX_BYTES || !Arrays.equals(MAGIC, in.readNBytes(MAGIC.length))) {
            throw new UnusableBackup(Reason.NO_BACKUP, "it is no backup of Mainstay");
        }
        int version = in.readInt();
        if (version > VERSION || version < 1) {
            throw new UnusableBackup(Reason.NEWER, "it has format " + version
                    + ", and this version of Mainstay reads up to " + VERSION
                    + ": use the version that wrote it");
        }
        int length = in.readInt();
        if (length < 0 || length > HEADER_BYTES_MAX) {
            throw new UnusableBackup(Reason.DAMAGED,
                    "it is damaged: a header of " + length + " bytes");
        }
        if (size < (long) PREFIX_BYTES + length) {
            throw cutShort(size, "its header");
        }
        BackupProto.BackupHeader header;
        try {
            header = BackupProto.BackupHeader.parseFrom(in.readNBytes(length));
        } catch (InvalidProtocolBufferException e) {
            throw new UnusableBackup(
                    Reason.DAMAGED, "it is damaged: its header cannot be read", e);
        }
        long whole = PREFIX_BYTES + length + header.getStateBytes() + DIGEST_BYTES;
        if (size < whole) {
            throw cutShort(size, whole + " bytes");
        }
        if (header.getStateBytes() > STATE_BYTES_MAX) {
            throw new UnusableBackup(Reason.DAMAGED, "its state of " + header.getStateBytes()
                    + " bytes is more than any cluster's");
        }
        if (size > whole || header.getStateBytes() < 0) {
            throw new UnusableBackup(Reason.DAMAGED, "it is damaged: it should have " + whole
                    + " bytes and has " + size);
        }
        return header;
    }

    private static UnusableBackup cutShort(long size, String whole) {
        return new UnusableBackup(Reason.CUT_SHORT,
                "it is cut short: " + size + " bytes are there, of " + whole);
    }

    private static ClusterState state(BackupHeader header, byte[] content) throws UnusableBackup {
        if (header.featureLevel() > ClusterState.SUPPORTED_FEATURE_LEVEL) {
            throw new UnusableBackup(Reason.NEWER, "it is of feature level "
                    + header.featureLevel() + ", and this version of Mainstay knows "
                    + ClusterState.SUPPORTED_FEATURE_LEVEL + ": use the version that wrote it");
        }
        try (InputStream in = new ByteArrayInputStream(content)) {
            return SnapshotCodec.read(in);
        } catch (IOException e) {
            throw new UnusableBackup(Reason.DAMAGED, "its state cannot be read: "
                    + e.getMessage(), e);
        }
    }

    private static long stateBytes(ClusterState state) throws IOException {
        Counting counting = new Counting();
        SnapshotCodec.write(state, counting);
        return counting.bytes;
    }

    private static BackupProto.BackupHeader encode(BackupHeader header, long stateBytes) {
        return BackupProto.BackupHeader.newBuilder()
                .setClusterId(header.cluster().clusterId())
                .setClusterName(header.cluster().name())
                .setGeneration(header.generation())
                .setRevision(header.revision())
                .setIndex(header.position().index())
                .setTerm(header.position().term())
                .setFeatureLevel(header.featureLevel())
                .setLogTime(LogValues.encode(header.logTime()))
                .setSavedAt(LogValues.encode(header.savedAt()))
                .setSavedBy(header.savedBy())
                .setStateBytes(stateBytes)
                .setEndNotice(BackupProto.EndNotice.newBuilder()
                        .setAuthorityCertificate(bytes(header.authorityCertificate()))
                        .setSignature(bytes(header.endNotice())))
                .build();
    }

    private static BackupHeader header(BackupProto.BackupHeader message) throws UnusableBackup {
        try {
            return new BackupHeader(
                    new ClusterIdentity(message.getClusterId(), message.getClusterName()),
                    message.getGeneration(),
                    message.getRevision(),
                    new LogPosition(message.getTerm(), message.getIndex()),
                    message.getFeatureLevel(),
                    decode("logTime", message.getLogTime(), LogValues::instant),
                    decode("savedAt", message.getSavedAt(), LogValues::instant),
                    message.getSavedBy(),
                    content(message.getEndNotice().getAuthorityCertificate()),
                    content(message.getEndNotice().getSignature()));
        } catch (MalformedField e) {
            throw new UnusableBackup(Reason.DAMAGED,
                    "its header is malformed: " + e.field() + " " + e.reason(), e);
        }
    }

    private static ByteString bytes(Content content) {
        return ByteString.copyFrom(content.toByteArray());
    }

    private static Content content(ByteString bytes) {
        return Content.copyOf(bytes.toByteArray());
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

    /** Counts what would be written. */
    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes += length;
        }
    }
}
