// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.nio.ByteBuffer;

/**
 * Looks for a whole log record whose length field is damaged.
 *
 * <p>For every length that the record might have had, its checksum over that length and the bytes
 * that follow is compared with the four bytes behind them. Computed anew for each length that
 * would be quadratic; but a CRC is linear, so the register after the bytes is the sum of two
 * parts: the bytes alone, from a register of zero, and the length alone, carried through as many
 * zero bytes. The first part is extended byte by byte, and so is the map that carries a register
 * through zeros, kept as the images of its 32 bits.
 */
final class RecordSearch {
    private static final int POLYNOMIAL = 0x82F63B78; // CRC-32C, bits reversed
    private static final int[] TABLE = table();
    private static final int CHECKSUM_BYTES = 4;
    private static final int VARINT_BYTES_MAX = 5;
    private static final int VARINT_BITS = 7;

    private final byte[] bytes;
    private final int limit;

    /** @param limit no record ends behind it */
    RecordSearch(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /** Whether a whole record starts at {@code position} under some length. */
    boolean findsRecordAt(int position) {
        for (int varintBytes = 1; varintBytes <= VARINT_BYTES_MAX; varintBytes++) {
            if (findsRecord(position + varintBytes, varintBytes)) {
                return true;
            }
        }
        return false;
    }

    private boolean findsRecord(int bodyStart, int varintBytes) {
        long lengthMin = varintBytes == 1 ? 0 : 1L << (VARINT_BITS * (varintBytes - 1));
        long lengthMax = (1L << (VARINT_BITS * varintBytes)) - 1;
        int[] carried = new int[Integer.SIZE];
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            carried[bit] = 1 << bit;
        }
        int body = 0;
        for (int length = 0;
                length <= lengthMax && bodyStart + length + CHECKSUM_BYTES <= limit;
                length++) {
            int end = bodyStart + length;
            if (length >= lengthMin
                    && ~(carry(carried, registerAfterVarint(length)) ^ body) == checksum(end)) {
                return true;
            }
            body = step(body, bytes[end]);
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                carried[bit] = step(carried[bit], (byte) 0);
            }
        }
        return false;
    }

    private int checksum(int at) {
        return ByteBuffer.wrap(bytes, at, CHECKSUM_BYTES).getInt();
    }

    private static int carry(int[] carried, int register) {
        int sum = 0;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((register >>> bit & 1) != 0) {
                sum ^= carried[bit];
            }
        }
        return sum;
    }

    private static int registerAfterVarint(int length) {
        int register = -1;
        int rest = length;
        while (rest > 0x7f) {
            register = step(register, (byte) ((rest & 0x7f) | 0x80));
            rest >>>= VARINT_BITS;
        }
        return step(register, (byte) rest);
    }

    private static int step(int register, byte next) {
        return TABLE[(register ^ next) & 0xff] ^ (register >>> Byte.SIZE);
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int register = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                register = (register & 1) != 0 ? (register >>> 1) ^ POLYNOMIAL : register >>> 1;
            }
            table[i] = register;
        }
        return table;
    }
}
