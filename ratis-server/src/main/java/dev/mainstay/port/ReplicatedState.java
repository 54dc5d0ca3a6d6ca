// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.io.IOException;
import java.io.InputStream;

/**
 * The state that the log replicates, seen from the log: bytes in, bytes out.
 *
 * <p>{@link #apply} and {@link #restore} are called by one thread at a time, in log order, and
 * never concurrently with each other. A read of the state itself needs no lock: the implementation
 * publishes an immutable state before it returns.
 */
public interface ReplicatedState {
    /**
     * Applies one committed entry and answers what the proposer is told.
     *
     * @param index log index of the entry; gaps belong to entries of Raft itself
     * @param term term of the entry
     * @throws UnappliableEntryException if the entry cannot be decoded or needs a feature level
     *     above ours; thrown before anything has changed. The peer stops and never skips the entry.
     */
    byte[] apply(long index, long term, byte[] entry);

    /** The present state, unchanged by later entries, ready to be written to a snapshot. */
    FrozenState freeze();

    /** Whether this build can carry on from a state of the given feature level. */
    boolean canApply(int featureLevel);

    /**
     * Replaces the whole state by the one read.
     *
     * @param index log index of the last entry that the state contains
     * @param term term of that entry
     * @throws IOException if the bytes are not a state; the old one stays in force
     */
    void restore(long index, long term, InputStream state) throws IOException;
}
