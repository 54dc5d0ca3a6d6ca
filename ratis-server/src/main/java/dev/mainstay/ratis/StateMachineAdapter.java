// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.FatalHandler.Fault;
import dev.mainstay.port.ReplicatedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;

/**
 * Our state as a state machine of Ratis.
 *
 * <p>Ratis keeps its process alive after most faults: a failed snapshot is only logged, an
 * exception in apply closes the group, a log that cannot be written leaves a peer that answers. All
 * of them go to the {@link FatalHandler} here. The life cycle is kept exactly as Ratis expects,
 * because a snapshot install loops for ever otherwise.
 */
final class StateMachineAdapter extends BaseStateMachine {
    /** Ratis tells why it closed within a few milliseconds of having closed. */
    private static final long REASON_MILLIS = 500;

    private final ReplicatedState state;
    private final SnapshotStore snapshots;
    private final FatalHandler fatal;
    private final Listeners listeners;
    private final DirectorySync.FolderSync folderSync;
    private volatile Optional<Folder> folder = Optional.empty();
    private volatile boolean closing;
    private volatile boolean faulty;
    private long configurationTerm;

    /**
     * Who is told of what happens in the log.
     *
     * @param beforeAppend takes the call id of each of our proposals before it enters the log
     */
    record Listeners(LeadershipEvents events, AppliedIndex applied, LongConsumer beforeAppend) {}

    /** The folder of Ratis with its metadata, once it is known. */
    private record Folder(RaftStorage storage, DirectorySync names) {}

    StateMachineAdapter(
            ReplicatedState state,
            FatalHandler fatal,
            Listeners listeners,
            DirectorySync.FolderSync folderSync) {
        this.state = state;
        this.snapshots = new SnapshotStore(state);
        this.fatal = fatal;
        this.listeners = listeners;
        this.folderSync = folderSync;
    }

    /** From here on a shutdown is wanted, and no fault. */
    void expectClose() {
        closing = true;
    }

    boolean isCloseExpected() {
        return closing;
    }

    /** Makes names in the log's folder durable: see {@link DirectorySync}. */
    void syncNames() throws IOException {
        if (folder.isPresent()) {
            folder.get().names().syncIfChanged();
        }
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
            throws IOException {
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            super.initialize(server, group, storage);
                            snapshots.open(storage);
                            folder = Optional.of(watch(storage));
                            syncFolders(storage);
                            load();
                        });
    }

    private Folder watch(RaftStorage storage) {
        Path current = storage.getStorageDir().getCurrentDir().toPath();
        return new Folder(
                storage, new DirectorySync(current, () -> metadata(storage), folderSync));
    }

    private static RaftStorageMetadata metadata(RaftStorage storage) {
        try {
            return storage.getMetadataFile().getMetadata();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void syncFolders(RaftStorage storage) throws IOException {
        Path group = storage.getStorageDir().getRoot().toPath();
        DirectorySync.sync(storage.getStorageDir().getStateMachineDir().toPath());
        DirectorySync.sync(group);
        DirectorySync.syncParent(group);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        try {
            getLifeCycle().startAndTransition(() -> {
                snapshots.syncInstalled();
                load();
            });
        } catch (IOException e) {
            fault(
                    Fault.SNAPSHOT_FAILED,
                    "the installed snapshot cannot be loaded: " + e.getMessage(),
                    Optional.of(e));
            throw e;
        }
    }

    private void load() throws IOException {
        Optional<TermIndex> last = snapshots.restore();
        if (last.isPresent()) {
            setLastAppliedTermIndex(last.get());
            listeners.applied().advance(last.get().getIndex());
        }
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return snapshots.forRatis();
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        if (transaction.getClientRequest() != null) {
            listeners.beforeAppend().accept(transaction.getClientRequest().getCallId());
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
        byte[] reply;
        try {
            reply = state.apply(entry.getIndex(), entry.getTerm(), bytes);
        } catch (RuntimeException | Error e) {
            fault(
                    Fault.APPLY_FAILED,
                    "entry " + entry.getIndex() + " of term " + entry.getTerm()
                            + " cannot be applied: " + e.getMessage(),
                    Optional.of(e));
            throw e;
        }
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        listeners.applied().advance(entry.getIndex());
        return CompletableFuture
                .completedFuture(CommittedReply.encode(entry.getIndex(), entry.getTerm(), reply));
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        super.notifyTermIndexUpdated(term, index);
        listeners.applied().advance(index);
    }

    @Override
    public long takeSnapshot() {
        TermIndex last = getLastAppliedTermIndex();
        if (last.getIndex() < 0) {
            return last.getIndex();
        }
        try {
            snapshots.write(last);
        } catch (IOException | RuntimeException e) {
            // Ratis would log it and go on, and the disk would fill up with log.
            String what = "the snapshot at entry " + last.getIndex() + " cannot be written";
            fault(Fault.SNAPSHOT_FAILED, what + ": " + e.getMessage(), Optional.of(e));
            throw new IllegalStateException(what, e);
        }
        return last.getIndex();
    }

    @Override
    public CompletableFuture<Void> flush(long index) {
        try {
            syncNames();
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void notifyConfigurationChanged(
            long term, long index, RaftConfigurationProto configuration) {
        configurationTerm = term;
    }

    @Override
    public void notifyLeaderReady() {
        // A leader's first entry is a configuration, told of just before, on this thread.
        listeners.events().leaderReady(configurationTerm);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        listeners.events().notLeader();
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId self, RaftPeerId leader) {
        if (leader != null && leader.equals(self.getPeerId())) {
            syncOwnVote();
        }
        if (leader != null && folder.isPresent()) {
            // Ratis persists the term before it recognises a leader of it.
            long term = metadata(folder.get().storage()).getTerm();
            listeners.events().leaderChanged(term, leader.toString());
        }
    }

    /** Ratis calls this before a new leader sends anything, so its own vote is durable by then. */
    private void syncOwnVote() {
        try {
            syncNames();
        } catch (IOException e) {
            fault(Fault.LOG_FAILED, "the vote cannot be made durable", Optional.of(e));
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto failedEntry) {
        fault(Fault.LOG_FAILED, "the log cannot be written or read", Optional.of(cause));
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServers) {
        if (!closing && !allServers) {
            // No proof that its member was removed: only the state holds that. Started again, the
            // node hears of it from the others, or is seated.
            fault(
                    Fault.PEER_STOPPED,
                    "the peer has no seat in the group and has shut itself down",
                    Optional.empty());
        }
    }

    @Override
    public void close() {
        listeners.applied().close();
        if (!closing) {
            // Ratis closes first and says why afterwards, if it does: wait for the better reason.
            CompletableFuture.delayedExecutor(REASON_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(this::reportUnexplainedStop);
        }
    }

    private void reportUnexplainedStop() {
        if (!closing && !faulty) {
            fault(Fault.PEER_STOPPED, "the peer has shut itself down", Optional.empty());
        }
    }

    private void fault(Fault fault, String message, Optional<Throwable> cause) {
        faulty = true;
        fatal.fatal(fault, message, cause);
    }
}
