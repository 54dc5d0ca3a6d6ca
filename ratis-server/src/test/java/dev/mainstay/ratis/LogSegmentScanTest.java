// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.ratis.LogSegmentScan.Finding;
import dev.mainstay.ratis.LogSegmentScan.Tail;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSegmentScanTest {
    private static final int PADDING = 64;
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);

    @Test
    void wholeRecordsAreCountedUpToTheZeros() {
        byte[] log = log(record(5), record(6));
        Finding finding = new LogSegmentScan(log, 5).scan();
        assertEquals(new Finding(2, log.length - PADDING, Tail.CLEAN, ""), finding);
    }

    @Test
    void everyStrictPrefixOfTheLastRecordIsIncomplete() {
        byte[] whole = log(record(5), record(6));
        int first = HEADER.length + record(5).length;
        // Up to the checksum: what is missing of the checksum itself may be zero by chance.
        for (int cut = first + 1; cut <= first + record(6).length - 4; cut++) {
            byte[] torn = Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length);
            assertEquals(
                    new Finding(1, first, Tail.INCOMPLETE, ""),
                    new LogSegmentScan(torn, 5).scan(),
                    "cut at " + cut);
            assertEquals(
                    new Finding(1, first, Tail.INCOMPLETE, ""),
                    new LogSegmentScan(Arrays.copyOf(whole, cut), 5).scan(),
                    "file ends at " + cut);
        }
    }

    @Test
    void everyFlippedBitOfAWholeRecordIsDamage() {
        byte[] whole = log(record(5), record(6));
        for (int at = HEADER.length; at < whole.length - PADDING; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertEquals(
                        Tail.CORRUPT,
                        new LogSegmentScan(flipped, 5).scan().tail(),
                        "bit " + bit + " of byte " + at);
            }
        }
    }

    @Test
    void entryOutOfOrderIsDamage() {
        assertEquals(Tail.CORRUPT, new LogSegmentScan(log(record(5), record(7)), 5).scan().tail());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7})
    void headerThatWasCutShortIsIncomplete(int cut) {
        byte[] torn = Arrays.copyOf(Arrays.copyOf(HEADER, cut), PADDING);
        assertEquals(new Finding(0, 0, Tail.INCOMPLETE, ""), new LogSegmentScan(torn, 5).scan());
    }

    @Test
    void otherFileIsNoLog() {
        byte[] text = "not a log at all".getBytes(StandardCharsets.US_ASCII);
        assertEquals(Tail.CORRUPT, new LogSegmentScan(text, 5).scan().tail());
    }

    private static byte[] log(byte[]... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEADER);
        for (byte[] record : records) {
            out.writeBytes(record);
        }
        out.writeBytes(new byte[PADDING]);
        return out.toByteArray();
    }

    private static byte[] record(long index) {
        byte[] entry = LogEntryProto.newBuilder().setTerm(3).setIndex(index).build().toByteArray();
        ByteBuffer record = ByteBuffer.allocate(1 + entry.length + 4);
        record.put((byte) entry.length).put(entry);
        CRC32C crc = new CRC32C();
        crc.update(record.array(), 0, record.position());
        return record.putInt((int) crc.getValue()).array();
    }
}
