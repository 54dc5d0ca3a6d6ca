// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.LeadershipListener;
import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.LeadershipProof.NotProven;
import dev.mainstay.port.LeadershipProof.Proven;
import dev.mainstay.port.MembershipOutcome;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.PeerTerms;
import dev.mainstay.port.ProposalOutcome;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.ReplicatedState;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;

/**
 * One running peer of the replicated log.
 *
 * <p>It lives from {@link #open} to {@link #close}. A fault in between goes to the
 * {@link FatalHandler}, whose duty is to end the process: this object is of no use any more.
 */
public final class RaftNode implements RaftGateway, AutoCloseable {
    /** Snapshots are skipped while fewer entries than this have been applied since the last. */
    private static final long SNAPSHOT_GAP = 1;

    private final LocalPeer peer;
    private final StorageLock storage;
    private final StateMachineAdapter stateMachine;
    private final LogProposer proposer;
    private final AppliedIndex applied;
    private final LeadershipEvents events;
    private final Membership membership;
    private final LeaderProver prover;
    private final Reconnection reconnection;
    private volatile boolean caughtUp;

    private RaftNode(
            PeerStart.Started started,
            PeerStart.Parts parts,
            RaftSettings settings,
            PeerTerms peerTerms) {
        this.peer = started.peer();
        this.storage = started.storage();
        this.stateMachine = parts.stateMachine();
        this.proposer = parts.proposer();
        this.applied = parts.applied();
        this.events = parts.events();
        this.reconnection = new Reconnection(peer, settings.timing());
        this.membership = new Membership(peer);
        this.prover =
                new LeaderProver(
                        settings.self().peerId(),
                        this::view,
                        peerTerms,
                        settings.timing().proofLimit());
    }

    /**
     * Checks the storage and starts the peer.
     *
     * @param peerTerms asks the other peers for their term; used once this peer leads
     * @throws RaftStartException if the peer cannot start; nothing is left running
     */
    public static RaftNode open(
            RaftSettings settings,
            RaftTls tls,
            ReplicatedState state,
            PeerTerms peerTerms,
            FatalHandler fatal)
            throws RaftStartException {
        PeerStart start = new PeerStart(settings, tls, state, fatal);
        RaftNode node = new RaftNode(start.start(), start.parts(), settings, peerTerms);
        node.reconnection.start();
        return node;
    }

    @Override
    public String peerId() {
        return peer.id().toString();
    }

    @Override
    public Role role() {
        DivisionInfo division = info();
        if (!division.isAlive() || !voterIds(peer.configuration()).contains(peerId())) {
            return Role.OUTSIDE;
        }
        return switch (division.getCurrentRole()) {
            case LEADER -> Role.LEADER;
            case CANDIDATE -> Role.CANDIDATE;
            case FOLLOWER -> Role.FOLLOWER;
            default -> Role.OUTSIDE;
        };
    }

    @Override
    public boolean leaderReady() {
        return info().isAlive() && info().isLeader() && info().isLeaderReady();
    }

    @Override
    public long currentTerm() {
        return info().getCurrentTerm();
    }

    @Override
    public Optional<String> leaderId() {
        return peer.leaderId();
    }

    @Override
    public long commitIndex() {
        return peer.division().getRaftLog().getLastCommittedIndex();
    }

    @Override
    public long lastApplied() {
        return applied.last();
    }

    @Override
    public List<PeerAddress> voters() {
        return LocalPeer.fromRatis(peer.configuration().getCurrentPeers());
    }

    @Override
    public boolean isAlive() {
        return info().isAlive();
    }

    @Override
    public boolean caughtUpSinceStart() {
        if (!caughtUp
                && stateMachine.getLastAppliedTermIndex().getTerm() == currentTerm()
                && hasAppliedWhatTheLeaderCommitted()) {
            caughtUp = true;
        }
        return caughtUp;
    }

    /** A long term has much to catch up with: its first entry alone proves little. */
    private boolean hasAppliedWhatTheLeaderCommitted() {
        OptionalLong committed = leaderId().map(peer::commitIndexOf).orElse(OptionalLong.empty());
        return committed.isPresent() && applied.last() >= committed.getAsLong();
    }

    @Override
    public CompletableFuture<ProposalOutcome> propose(byte[] entry) {
        return proposer.propose(peer, entry);
    }

    @Override
    public CompletableFuture<LeadershipProof> proveLeadership() {
        return prover.prove();
    }

    @Override
    public CompletableFuture<LeadershipProof> readBarrier() {
        return prover.prove().thenCompose(this::whenApplied);
    }

    private CompletableFuture<LeadershipProof> whenApplied(LeadershipProof proof) {
        return switch (proof) {
            case Proven(long term, long commitIndex) ->
                    applied.await(commitIndex)
                            .handle(
                                    (done, failure) -> failure == null
                                            ? proof
                                            : new NotProven(
                                                    "the peer has stopped",
                                                    Optional.empty()));
            case NotProven notProven -> CompletableFuture.completedFuture(notProven);
        };
    }

    @Override
    public CompletableFuture<Void> awaitApplied(long index) {
        return applied.await(index);
    }

    @Override
    public CompletableFuture<Boolean> transferLeadership(String peerId, Duration limit) {
        return membership.transferLeadership(peerId, limit);
    }

    @Override
    public CompletableFuture<MembershipOutcome> addPeer(PeerAddress added) {
        return membership.add(added);
    }

    @Override
    public CompletableFuture<MembershipOutcome> removePeer(String peerId) {
        return membership.remove(peerId);
    }

    @Override
    public CompletableFuture<MembershipOutcome> replacePeer(
            String peerId, PeerAddress replacement) {
        return membership.replace(peerId, replacement);
    }

    @Override
    public CompletableFuture<Long> triggerSnapshot() {
        SnapshotManagementRequest request =
                SnapshotManagementRequest.newCreate(
                        peer.client(),
                        peer.id(),
                        peer.group(),
                        peer.nextCallId(),
                        PeerStart.SNAPSHOT_LIMIT.toMillis(),
                        SNAPSHOT_GAP);
        return LocalPeer.send(() -> peer.server().snapshotManagementAsync(request))
                .handle(
                        (reply, failure) -> reply != null && reply.isSuccess() ? reply.getLogIndex()
                                : -1L);
    }

    @Override
    public void addListener(LeadershipListener listener) {
        events.add(listener);
    }

    /** Stops the peer; what is in flight becomes indeterminate. Returns when all is closed. */
    @Override
    public void close() throws IOException {
        stateMachine.expectClose();
        reconnection.close();
        proposer.close();
        applied.close();
        events.close();
        try (storage) {
            peer.server().close();
        }
    }

    private LeaderProver.View view() {
        RaftConfiguration configuration = peer.configuration();
        return new LeaderProver.View(
                leaderReady(),
                currentTerm(),
                commitIndex(),
                voterIds(configuration),
                ids(configuration.getPreviousPeers()),
                peer.leaderId());
    }

    private DivisionInfo info() {
        return peer.division().getInfo();
    }

    private static Set<String> voterIds(RaftConfiguration configuration) {
        return ids(configuration.getCurrentPeers());
    }

    private static Set<String> ids(Collection<RaftPeer> peers) {
        Set<String> ids = new TreeSet<>();
        peers.forEach(voter -> ids.add(voter.getId().toString()));
        return ids;
    }
}
