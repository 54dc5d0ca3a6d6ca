// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.journal;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.JournalEvent.BootEntered;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.codec.JournalCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The agent's memory on disk. Safe for concurrent use. After a failed write every call fails with
 * {@link UncheckedIOException}, and {@link #failure()} tells why: an agent that cannot remember
 * must not work.
 */
public final class ActionJournal implements AutoCloseable {
    /** What is still needed is some ten kilobytes; what grows is mostly the runs of monitors. */
    private static final long COMPACT_BYTES_MIN = 4L << 20;

    private final JournalStore store;
    private final JournalState state;
    private JournalStore.Records file;
    private long compactBytes;
    private Optional<IOException> failure = Optional.empty();

    private ActionJournal(JournalStore store, JournalState state, JournalStore.Records file) {
        this.store = store;
        this.state = state;
        this.file = file;
        this.compactBytes = compactAt(file);
    }

    /**
     * Opens the journal in a folder that exists, and forgets what an earlier boot left.
     *
     * @throws IOException when another agent uses the folder, or the journal is damaged
     */
    public static ActionJournal open(Path folder, String bootId) throws IOException {
        return open(JournalFolder.open(folder), bootId);
    }

    /** As {@link #open(Path, String)}; the journal closes the store. */
    public static ActionJournal open(JournalStore store, String bootId) throws IOException {
        try {
            JournalState state = new JournalState();
            for (byte[] content : store.read()) {
                state.apply(JournalCodec.decode(content));
            }
            state.apply(new BootEntered(bootId));
            return new ActionJournal(store, state, rewrite(store, state));
        } catch (IOException | RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    private static JournalStore.Records rewrite(JournalStore store, JournalState state)
            throws IOException {
        return store.replace(state.events().stream().map(JournalCodec::encode).toList());
    }

    private static long compactAt(JournalStore.Records compacted) {
        return Math.max(COMPACT_BYTES_MIN, 2 * compacted.size());
    }

    /** Remembers the events; returns when they survive a loss of power. */
    public void record(JournalEvent... events) {
        note(events);
        sync();
    }

    /** Remembers the events over an end of this process, not over one of the machine. */
    public synchronized void note(JournalEvent... events) {
        check();
        try {
            for (JournalEvent event : events) {
                file.append(JournalCodec.encode(event));
                state.apply(event);
            }
            if (file.size() > compactBytes) {
                JournalStore.Records old = file;
                file = rewrite(store, state);
                old.close();
                compactBytes = compactAt(file);
            }
        } catch (IOException writeFailed) {
            throw fail(writeFailed);
        }
    }

    /** Returns when everything remembered so far survives a loss of power. */
    @SuppressWarnings("ReferenceEquality") // Whether it is the same file, whatever it holds.
    public void sync() {
        JournalStore.Records current = currentFile();
        try {
            current.sync();
        } catch (IOException syncFailed) {
            // A file replaced meanwhile was synced as a whole before it took the old one's place.
            if (current == currentFile()) {
                throw fail(syncFailed);
            }
        }
    }

    private synchronized JournalStore.Records currentFile() {
        check();
        return file;
    }

    private synchronized UncheckedIOException fail(IOException cause) {
        failure = Optional.of(cause);
        return new UncheckedIOException("node agent journal " + store + " cannot be written",
                cause);
    }

    private void check() {
        if (failure.isPresent()) {
            throw fail(failure.get());
        }
    }

    /** Why the journal cannot be written any more. */
    public synchronized Optional<IOException> failure() {
        return failure;
    }

    /** The epoch kept; 0 before the first. */
    public synchronized long epoch() {
        return state.epoch();
    }

    public synchronized List<Intent> intents() {
        return state.intents();
    }

    public synchronized Optional<Outcome> outcome(ActionKey key) {
        return state.outcome(key);
    }

    /** Outcomes that have not been acknowledged. */
    public synchronized List<Outcome> outcomes() {
        return state.outcomes();
    }

    /** Whether the action had its one chance and its outcome has been forgotten. */
    public synchronized boolean spent(ActionKey key) {
        return state.spent(key);
    }

    /** What may be active on this machine. */
    public synchronized List<LedgerEntry> ledger() {
        return state.ledger();
    }

    public synchronized Optional<LedgerEntry> ledgerEntry(String resource) {
        return state.ledgerEntry(resource);
    }

    /** The last activity-changing action of the resource that has ended. */
    public synchronized Optional<ActionKey> seen(String resource) {
        return state.seen(resource);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
        store.close();
    }

    /** Creates a folder that only its owner may look into. */
    public static Path privateFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, PosixFilePermissions
                .asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
