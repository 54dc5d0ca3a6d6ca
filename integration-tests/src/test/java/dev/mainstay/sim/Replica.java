// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;
import dev.mainstay.replica.LogClock;
import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One daemon's copy of the log and the state it gives, with the ports that the daemon's parts see.
 * A daemon that starts again begins with a snapshot of what it had, and applies the rest anew.
 */
final class Replica implements StateSource, Proposer, Leadership {

    private final NodeId node;
    private final SimulatedLog log;
    private final VirtualProcess process;
    private final Applying applying;
    private final LogClock logClock;
    private final List<StateSource.Listener> stateListeners = new ArrayList<>();
    private final List<Leadership.Listener> leadershipListeners = new ArrayList<>();
    private final SortedMap<Long, List<Consumer<Outcome>>> waiting = new TreeMap<>();
    private ClusterState state;
    private OptionalLong term = OptionalLong.empty();
    private Optional<NodeId> believed = Optional.empty();
    private long stored;
    private long lastDelivery;
    private BiConsumer<LogEntry, Applied> watcher = (entry, applied) -> {};

    /**
     * @param stored how much of the log an earlier daemon of this machine had stored
     * @param snapshot what the log has in its snapshot
     */
    Replica(NodeId node, SimulatedLog log, VirtualProcess process, Applying applying, long stored,
            ClusterState snapshot) {
        this.node = node;
        this.log = log;
        this.process = process;
        this.applying = applying;
        this.logClock = new LogClock(process);
        this.stored = stored;
        this.state = snapshot;
        logClock.applied(snapshot.logTime());
    }

    void watch(BiConsumer<LogEntry, Applied> newWatcher) {
        watcher = newWatcher;
    }

    NodeId node() {
        return node;
    }

    boolean isRunning() {
        return process.isRunning();
    }

    long stored() {
        return stored;
    }

    void store(long index) {
        stored = Math.max(stored, index);
    }

    /** What the leader's clock stamps the next entry with. */
    Instant stamp() {
        return logClock.stamp();
    }

    /** Deliveries never overtake each other. */
    long nextDelivery(long wanted) {
        lastDelivery = Math.max(lastDelivery, wanted);
        return lastDelivery;
    }

    /** Applies what is stored and was not applied yet, entry by entry, as catching up does. */
    void apply(List<LogEntry> entries) {
        while (process.isRunning() && state.appliedIndex() < stored) {
            LogEntry entry = entries.get((int) state.appliedIndex());
            Applied applied = applying.apply(state, entry);
            state = applied.state();
            logClock.applied(state.logTime());
            watcher.accept(entry, applied);
            stateListeners.forEach(
                    listener -> listener.applied(applied.state(), applied.events()));
            Optional.ofNullable(waiting.remove(entry.index())).ifPresent(
                    consumers -> consumers.forEach(then -> then.accept(applied.outcome())));
        }
    }

    void whenApplied(long index, Consumer<Outcome> then) {
        waiting.computeIfAbsent(index, key -> new ArrayList<>()).add(then);
    }

    void leading(long newTerm) {
        term = OptionalLong.of(newTerm);
        List.copyOf(leadershipListeners).forEach(listener -> listener.leading(newTerm));
    }

    void following(Optional<NodeId> leader) {
        term = OptionalLong.empty();
        List.copyOf(leadershipListeners).forEach(listener -> listener.following(leader));
    }

    @Override
    public ClusterState current() {
        return state;
    }

    @Override
    public AutoCloseable subscribe(StateSource.Listener listener) {
        stateListeners.add(listener);
        return () -> stateListeners.remove(listener);
    }

    @Override
    public CompletableFuture<Proposed> propose(Proposal proposal) {
        return log.propose(node, proposal);
    }

    @Override
    public OptionalLong leadingTerm() {
        return term;
    }

    /** Whom it last heard from as a leader, who may have fallen since. */
    @Override
    public Optional<NodeId> leader() {
        log.leader().filter(leader -> log.isHeardBy(leader, node))
                .ifPresent(leader -> believed = Optional.of(leader));
        return believed;
    }

    @Override
    public CompletableFuture<Optional<Proof>> prove() {
        return log.prove(node);
    }

    @Override
    public CompletableFuture<Boolean> transferTo(NodeId successor) {
        return CompletableFuture.completedFuture(log.transfer(successor));
    }

    @Override
    public AutoCloseable subscribe(Leadership.Listener listener) {
        leadershipListeners.add(listener);
        return () -> leadershipListeners.remove(listener);
    }
}
