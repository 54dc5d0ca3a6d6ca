// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

/**
 * Sizes of the log on disk.
 *
 * @param entryBytesMax largest entry that may be proposed
 * @param segmentBytes a log file is closed when it reaches this size; only whole files are purged
 * @param snapshotEvery entries after which a snapshot is taken
 * @param entriesKept entries before a snapshot that stay in the log, so that a peer that is only
 *     a little behind needs no snapshot
 */
public record RaftLimits(
        int entryBytesMax, long segmentBytes, long snapshotEvery, long entriesKept) {
    /**
     * Reading back 100,000 entries took 11 s, so 10,000 keep a restart near one second. An entry
     * with its frame must fit into an append of 4 MiB.
     */
    public static final RaftLimits DEFAULT = new RaftLimits(3 << 20, 8 << 20, 10_000, 1_000);

    public RaftLimits {
        if (entryBytesMax < 1 || segmentBytes < 1 || snapshotEvery < 1 || entriesKept < 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
