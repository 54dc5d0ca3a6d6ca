// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.journal.JournalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where a machine's agent keeps its journal. What was appended outlives the daemon; what was synced
 * outlives a loss of power; of the rest a loss of power leaves some.
 */
class SimulatedDisk {

    private final VirtualTime time;
    private final Chance chance;
    private List<byte[]> records = new ArrayList<>();
    private int synced;

    SimulatedDisk(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    void loseWhatWasNotSynced() {
        int kept = synced + chance.below(records.size() - synced + 1);
        records = new ArrayList<>(records.subList(0, kept));
        synced = kept;
    }

    /** @param mayWait whether the calling thread may be held up by the disk */
    JournalStore open(java.util.function.BooleanSupplier mayWait) {
        return new JournalStore() {
            @Override
            public List<byte[]> read() {
                return List.copyOf(records);
            }

            @Override
            public Records replace(List<byte[]> replacement) {
                records = new ArrayList<>(replacement);
                synced = records.size();
                return new Journal(mayWait);
            }

            @Override
            public void close() {
                // Nobody else asks for it.
            }
        };
    }

    void append(byte[] content) {
        records.add(content);
    }

    private void sync(boolean mayWait) {
        int reached = records.size();
        if (mayWait && chance.oneIn(8)) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            Duration slow = chance.oneIn(20) ? chance.millis(50, 1_500) : chance.millis(1, 10);
            time.after(slow, () -> written.complete(null));
            written.join();
        }
        synced = Math.min(records.size(), Math.max(synced, reached));
    }

    private final class Journal implements JournalStore.Records {

        private final java.util.function.BooleanSupplier mayWait;

        private Journal(java.util.function.BooleanSupplier mayWait) {
            this.mayWait = mayWait;
        }

        @Override
        public void append(byte[] content) {
            SimulatedDisk.this.append(content);
        }

        @Override
        public void sync() {
            SimulatedDisk.this.sync(mayWait.getAsBoolean());
        }

        @Override
        public long size() {
            return records.size() * 100L;
        }

        @Override
        public void close() {
            // As above.
        }
    }
}
