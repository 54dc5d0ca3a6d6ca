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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private final Path path;
    private final FileChannel lock;
    private final JournalState state;
    private RecordFile file;
    private long compactBytes;
    private Optional<IOException> failure = Optional.empty();

    private ActionJournal(Path path, FileChannel lock, JournalState state, RecordFile file) {
        this.path = path;
        this.lock = lock;
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
        FileChannel lock = lock(folder);
        try {
            Path path = folder.resolve("journal");
            JournalState state = new JournalState();
            for (byte[] content : RecordFile.read(path)) {
                state.apply(JournalCodec.decode(content));
            }
            state.apply(new BootEntered(bootId));
            return new ActionJournal(path, lock, state, rewrite(path, state));
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path path = folder.resolve("lock");
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            Optional<FileLock> held = Optional.ofNullable(channel.tryLock());
            if (held.isPresent()) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Falls through to the one message for both.
        }
        channel.close();
        throw new IOException("another node agent uses " + folder);
    }

    private static RecordFile rewrite(Path path, JournalState state) throws IOException {
        return RecordFile.replace(path, state.events().stream().map(JournalCodec::encode).toList());
    }

    private static long compactAt(RecordFile compacted) {
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
                RecordFile old = file;
                file = rewrite(path, state);
                old.close();
                compactBytes = compactAt(file);
            }
        } catch (IOException writeFailed) {
            throw fail(writeFailed);
        }
    }

    /** Returns when everything remembered so far survives a loss of power. */
    public void sync() {
        RecordFile current = currentFile();
        try {
            current.sync();
        } catch (IOException syncFailed) {
            // A file replaced meanwhile was synced as a whole before it took the old one's place.
            if (current == currentFile()) {
                throw fail(syncFailed);
            }
        }
    }

    private synchronized RecordFile currentFile() {
        check();
        return file;
    }

    private synchronized UncheckedIOException fail(IOException cause) {
        failure = Optional.of(cause);
        return new UncheckedIOException("node agent journal " + path + " cannot be written", cause);
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
        lock.close();
    }

    /** Creates a folder that only its owner may look into. */
    public static Path privateFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, PosixFilePermissions
                .asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
