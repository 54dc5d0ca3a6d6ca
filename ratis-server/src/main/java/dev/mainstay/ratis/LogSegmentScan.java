// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/**
 * Reads one log file of Ratis and tells a write that was cut short from damage.
 *
 * <p>The file is the header {@code RaftLog1}, then records of varint length, entry and CRC-32C of
 * both, then zeros. Ratis alone cannot tell the two apart: it either refuses every torn tail, or
 * silently drops whatever it cannot read, acknowledged entries included. A record counts as
 * incomplete, and may be dropped, only if the disk shows that it never was written whole: its
 * checksum field lies in the zeros or past the end of the file, and no other length makes a
 * complete record out of what is there. A record that was acknowledged had been synced whole, so
 * it cannot look like that unless whole sectors were lost.
 *
 * <p>Example: 100 bytes of a 300-byte record, then zeros, is incomplete. 300 bytes of which one
 * has flipped is damage, even in the last record, and even if the flipped byte is in its length.
 */
final class LogSegmentScan {
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_BYTES = 4;
    private static final int VARINT_BYTES_MAX = 5;

    /** How a file ends. */
    enum Tail {
        CLEAN,
        INCOMPLETE,
        CORRUPT
    }

    /**
     * What was found.
     *
     * @param entries whole records
     * @param goodBytes where the last whole record ends
     * @param problem empty unless corrupt
     */
    record Finding(long entries, int goodBytes, Tail tail, String problem) {}

    private final byte[] bytes;
    private final long firstIndex;
    private final int writtenEnd;

    LogSegmentScan(byte[] bytes, long firstIndex) {
        this.bytes = bytes;
        this.firstIndex = firstIndex;
        this.writtenEnd = endOfNonZero(bytes);
    }

    Finding scan() {
        int headerEnd = Math.min(HEADER.length, bytes.length);
        if (!Arrays.equals(bytes, 0, headerEnd, HEADER, 0, headerEnd)
                || bytes.length < HEADER.length) {
            return headerFinding();
        }
        int position = HEADER.length;
        long entries = 0;
        while (position < writtenEnd) {
            OptionalInt end = recordEnd(position);
            if (end.isEmpty()) {
                return tailFinding(entries, position);
            }
            long expected = firstIndex + entries;
            OptionalLong index = entryIndex(position, end.getAsInt());
            if (index.isEmpty() || index.getAsLong() != expected) {
                return corrupt(entries, position, "the entry there is not number " + expected);
            }
            entries++;
            position = end.getAsInt();
        }
        return new Finding(entries, position, Tail.CLEAN, "");
    }

    private Finding headerFinding() {
        boolean prefix =
                writtenEnd < HEADER.length
                        && Arrays.equals(bytes, 0, writtenEnd, HEADER, 0, writtenEnd);
        return prefix
                ? new Finding(0, 0, Tail.INCOMPLETE, "")
                : corrupt(0, 0, "its header is not that of a Raft log");
    }

    private Finding tailFinding(long entries, int position) {
        int checksumStart = checksumStart(position);
        boolean checksumNeverWritten = checksumStart >= writtenEnd;
        if (checksumNeverWritten && !completeUnderAnotherLength(position)) {
            return new Finding(entries, position, Tail.INCOMPLETE, "");
        }
        return corrupt(entries, position, "the checksum of the entry there does not match");
    }

    private Finding corrupt(long entries, int position, String what) {
        return new Finding(entries, position, Tail.CORRUPT, "at byte " + position + " " + what);
    }

    /** Where the record ends if it is whole and its checksum matches. */
    private OptionalInt recordEnd(int position) {
        int checksumStart = checksumStart(position);
        if (checksumStart > bytes.length - CHECKSUM_BYTES) {
            return OptionalInt.empty();
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, position, checksumStart - position);
        int stored = ByteBuffer.wrap(bytes, checksumStart, CHECKSUM_BYTES).getInt();
        return (int) crc.getValue() == stored
                ? OptionalInt.of(checksumStart + CHECKSUM_BYTES)
                : OptionalInt.empty();
    }

    /** Where the checksum starts by the record's own length; the largest int if it has none. */
    private int checksumStart(int position) {
        long length = 0;
        for (int i = 0; i < VARINT_BYTES_MAX && position + i < bytes.length; i++) {
            int b = bytes[position + i];
            length |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                long start = position + i + 1 + length;
                return (int) Math.min(start, Integer.MAX_VALUE);
            }
        }
        return Integer.MAX_VALUE;
    }

    private OptionalLong entryIndex(int position, int end) {
        int bodyStart = position + varintBytes(position);
        ByteBuffer body =
                ByteBuffer.wrap(bytes, bodyStart, end - CHECKSUM_BYTES - bodyStart).slice();
        try {
            return OptionalLong.of(LogEntryProto.parseFrom(body).getIndex());
        } catch (InvalidProtocolBufferException e) {
            return OptionalLong.empty();
        }
    }

    private int varintBytes(int position) {
        int count = 1;
        while (bytes[position + count - 1] < 0) {
            count++;
        }
        return count;
    }

    /** The last bytes of a checksum may themselves be zero, hence the limit in the zeros. */
    private boolean completeUnderAnotherLength(int position) {
        int limit = Math.min(writtenEnd + CHECKSUM_BYTES - 1, bytes.length);
        return new RecordSearch(bytes, limit).findsRecordAt(position);
    }

    private static int endOfNonZero(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
