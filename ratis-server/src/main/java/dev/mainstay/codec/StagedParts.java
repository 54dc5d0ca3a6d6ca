// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.state.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts what is too large for one entry into parts that each fit into one (safety.md 6). */
public final class StagedParts {

    /** Below the log's limit for an entry, with room for what goes around a part. */
    public static final int PART_BYTES_MAX = 1 << 20;

    private StagedParts() {}

    /** Whether the content has to be staged. */
    public static boolean isNeeded(Content whole) {
        return whole.size() > PART_BYTES_MAX;
    }

    /** The parts, in order. */
    public static List<Content> cut(Content whole) {
        byte[] bytes = whole.toByteArray();
        List<Content> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PART_BYTES_MAX) {
            int to = Math.min(bytes.length, from + PART_BYTES_MAX);
            parts.add(Content.copyOf(Arrays.copyOfRange(bytes, from, to)));
        }
        return parts;
    }
}
