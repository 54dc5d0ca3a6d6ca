// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.LeadershipListener;
import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.MembershipOutcome;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.ProposalOutcome;
import dev.mainstay.port.RaftGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A peer of the log that answers what a test tells it to. */
final class FakeRaft implements RaftGateway {

    final List<byte[]> entries = new ArrayList<>();
    final List<LeadershipListener> listeners = new ArrayList<>();
    final List<PeerAddress> voters = new ArrayList<>();
    Optional<String> leader = Optional.empty();
    long term = 1;
    boolean ready;
    boolean caughtUp = true;
    ProposalOutcome outcome = new ProposalOutcome.NotLeader(Optional.empty());
    LeadershipProof proof = new LeadershipProof.NotProven("", Optional.empty());

    void lead(long newTerm) {
        term = newTerm;
        ready = true;
        leader = Optional.of(peerId());
        listeners.forEach(listener -> listener.onLeaderReady(newTerm));
    }

    void follow(String peer) {
        ready = false;
        leader = Optional.of(peer);
        listeners.forEach(LeadershipListener::onNotLeader);
    }

    @Override
    public String peerId() {
        return "n1.a";
    }

    @Override
    public Role role() {
        return ready ? Role.LEADER : Role.FOLLOWER;
    }

    @Override
    public boolean leaderReady() {
        return ready;
    }

    @Override
    public long currentTerm() {
        return term;
    }

    @Override
    public Optional<String> leaderId() {
        return leader;
    }

    @Override
    public long commitIndex() {
        return entries.size();
    }

    @Override
    public long lastApplied() {
        return entries.size();
    }

    @Override
    public List<PeerAddress> voters() {
        return List.copyOf(voters);
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public boolean caughtUpSinceStart() {
        return caughtUp;
    }

    @Override
    public CompletableFuture<ProposalOutcome> propose(byte[] entry) {
        entries.add(entry);
        return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public CompletableFuture<LeadershipProof> proveLeadership() {
        return CompletableFuture.completedFuture(proof);
    }

    @Override
    public CompletableFuture<LeadershipProof> readBarrier() {
        return proveLeadership();
    }

    @Override
    public CompletableFuture<Void> awaitApplied(long index) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Boolean> transferLeadership(String peerId, Duration limit) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<MembershipOutcome> addPeer(PeerAddress peer) {
        voters.add(peer);
        return CompletableFuture.completedFuture(new MembershipOutcome.Changed(voters));
    }

    @Override
    public CompletableFuture<MembershipOutcome> removePeer(String peerId) {
        voters.removeIf(voter -> voter.peerId().equals(peerId));
        return CompletableFuture.completedFuture(new MembershipOutcome.Changed(voters));
    }

    @Override
    public CompletableFuture<MembershipOutcome> replacePeer(
            String peerId, PeerAddress replacement) {
        return removePeer(peerId).thenCompose(removed -> addPeer(replacement));
    }

    @Override
    public CompletableFuture<Long> triggerSnapshot() {
        return CompletableFuture.completedFuture(-1L);
    }

    @Override
    public void addListener(LeadershipListener listener) {
        listeners.add(listener);
    }
}
