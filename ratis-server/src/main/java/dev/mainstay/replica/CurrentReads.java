// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.PeerClient;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Reads that see every change acknowledged before they were asked for. The leader proves by a
 * majority round after the question that it still leads (Raft thesis §6.4); the state here is
 * current once it has applied what was committed then. Nothing is written: neither revision,
 * history nor the staleness of a plan is touched.
 */
public final class CurrentReads {

    /** Outlasts an election, so that a read during a change of leader is slow and not an error. */
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    private final NodeId self;
    private final RaftGateway raft;
    private final Leadership leadership;
    private final StateSource states;
    private final PeerClient peers;
    private final NodeClock clock;
    private final EventLoop timers;

    public CurrentReads(
            NodeId self,
            RaftGateway raft,
            Leadership leadership,
            StateSource states,
            PeerClient peers,
            NodeClock clock,
            EventLoop timers) {
        this.self = self;
        this.raft = raft;
        this.leadership = leadership;
        this.states = states;
        this.peers = peers;
        this.clock = clock;
        this.timers = timers;
    }

    /** A current state, or empty when no leader could prove itself in time. Never fails. */
    public CompletableFuture<Optional<ClusterState>> current() {
        return attempt(clock.bootNanos() + LIMIT.toNanos());
    }

    private CompletableFuture<Optional<ClusterState>> attempt(long deadline) {
        return once(deadline)
                .exceptionally(peerStopped -> Optional.empty())
                .thenCompose(read -> read.isPresent() || clock.bootNanos() >= deadline
                        ? CompletableFuture.completedFuture(read)
                        : again(deadline));
    }

    private CompletableFuture<Optional<ClusterState>> once(long deadline) {
        if (leadership.leadingTerm().isPresent()) {
            return raft.readBarrier().thenApply(proof -> switch (proof) {
                case LeadershipProof.Proven ignored -> Optional.of(states.current());
                case LeadershipProof.NotProven ignored -> Optional.empty();
            });
        }
        Optional<NodeId> leader = leadership.leader().filter(node -> !node.equals(self));
        if (leader.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return peers.readIndex(leader.get()).thenCompose(proof -> proof.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : applied(proof.get().commitIndex(), deadline));
    }

    private CompletableFuture<Optional<ClusterState>> applied(long index, long deadline) {
        long remaining = Math.max(1, deadline - clock.bootNanos());
        return raft.awaitApplied(index)
                .orTimeout(remaining, TimeUnit.NANOSECONDS)
                .thenApply(done -> Optional.of(states.current()));
    }

    private CompletableFuture<Optional<ClusterState>> again(long deadline) {
        CompletableFuture<Optional<ClusterState>> next = new CompletableFuture<>();
        timers.after(RETRY_PAUSE, () -> {
            var _ = attempt(deadline).thenAccept(next::complete);
        });
        return next;
    }
}
