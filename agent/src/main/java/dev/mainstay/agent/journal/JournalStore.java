// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.journal;

import java.io.IOException;
import java.util.List;

/** Where a journal's records are kept: a folder on disk, or a simulated disk. */
public interface JournalStore extends AutoCloseable {

    /**
     * The records that are there.
     *
     * @throws IOException when they are damaged otherwise than by an append cut short
     */
    List<byte[]> read() throws IOException;

    /** Makes these the only records, wholly or not at all, and opens them for more. */
    Records replace(List<byte[]> records) throws IOException;

    @Override
    void close() throws IOException;

    /** Records that more can be appended to. */
    interface Records extends AutoCloseable {

        /** Appends a record. It survives the end of this process, but not yet of the machine. */
        void append(byte[] content) throws IOException;

        /** Returns when everything appended before the call survives a loss of power. */
        void sync() throws IOException;

        /** In bytes. */
        long size();

        @Override
        void close() throws IOException;
    }
}
