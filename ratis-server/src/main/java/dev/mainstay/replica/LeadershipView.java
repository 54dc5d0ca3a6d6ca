// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeadershipListener;
import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.RaftGateway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Translates what the Raft peer knows of leadership into the words of machines. */
public final class LeadershipView implements Leadership {

    private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(5);
    private static final long NOT_LEADING = -1;

    private final RaftGateway raft;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile long readyTerm = NOT_LEADING;

    public LeadershipView(RaftGateway raft) {
        this.raft = raft;
        raft.addListener(new Relay());
    }

    @Override
    public OptionalLong leadingTerm() {
        // The listener knows exactly which term it was told of, but late; the peer knows at once
        // that it leads no longer. Only both together name a term that is led now.
        long term = readyTerm;
        return term != NOT_LEADING && raft.leaderReady() && raft.currentTerm() == term
                ? OptionalLong.of(term)
                : OptionalLong.empty();
    }

    @Override
    public Optional<NodeId> leader() {
        return raft.leaderId().map(PeerIds::node);
    }

    @Override
    public CompletableFuture<Optional<Proof>> prove() {
        return raft.proveLeadership().thenApply(LeadershipView::proof);
    }

    @Override
    public CompletableFuture<Boolean> transferTo(NodeId node) {
        return raft.voters().stream()
                .map(PeerAddress::peerId)
                .filter(peer -> PeerIds.node(peer).equals(node))
                .findFirst()
                .map(peer -> raft.transferLeadership(peer, TRANSFER_LIMIT))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    @Override
    public AutoCloseable subscribe(Listener listener) {
        listeners.add(listener);
        leadingTerm().ifPresentOrElse(listener::leading, () -> listener.following(leader()));
        return () -> listeners.remove(listener);
    }

    static Optional<Proof> proof(LeadershipProof proof) {
        return switch (proof) {
            case LeadershipProof.Proven(long term, long commitIndex) ->
                    Optional.of(new Proof(term, commitIndex));
            case LeadershipProof.NotProven ignored -> Optional.empty();
        };
    }

    private final class Relay implements LeadershipListener {
        @Override
        public void onLeaderReady(long term) {
            readyTerm = term;
            listeners.forEach(listener -> listener.leading(term));
        }

        @Override
        public void onNotLeader() {
            readyTerm = NOT_LEADING;
            listeners.forEach(listener -> listener.following(leader()));
        }

        @Override
        public void onLeaderChanged(long term, String leaderId) {
            if (!raft.peerId().equals(leaderId)) {
                Optional<NodeId> leader = Optional.of(PeerIds.node(leaderId));
                listeners.forEach(listener -> listener.following(leader));
            }
        }
    }
}
