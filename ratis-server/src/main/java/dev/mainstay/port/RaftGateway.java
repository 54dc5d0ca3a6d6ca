// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * This machine's peer of the replicated log, as the rest of the shell sees it.
 *
 * <p>Futures always complete normally, with an outcome that says what happened, unless documented
 * otherwise. They may complete on a thread of the log: continue elsewhere if it takes long.
 */
public interface RaftGateway {
    /** What this peer is in its group. */
    enum Role {
        LEADER,
        CANDIDATE,
        FOLLOWER,
        /** Started to join and not yet taken in, or closed. */
        OUTSIDE
    }

    /** This peer's own id. */
    String peerId();

    /** What this peer is at the moment. */
    Role role();

    /** Whether this peer leads and has committed and applied an entry of its own term. */
    boolean leaderReady();

    /** The highest term that this peer has seen; what it answers to {@link PeerTerms}. */
    long currentTerm();

    /** The leader as this peer knows it. */
    Optional<String> leaderId();

    /** The last index that this peer knows to be committed; -1 if it knows none. */
    long commitIndex();

    /** The last index whose effect is visible in the state here; -1 if none. */
    long lastApplied();

    /** The voters of the newest configuration in this peer's log. */
    List<PeerAddress> voters();

    /** False once the peer has stopped or failed. */
    boolean isAlive();

    /**
     * Whether this peer, since it started, has heard of a leader and applied an entry of the
     * leader's own term and all that the leader told to be committed. Stays true. Until then the
     * state here may lack members: see {@link MemberDirectory.Standing#NOT_YET_KNOWN}.
     */
    boolean caughtUpSinceStart();

    /** Puts an entry into the log; works on the leader only. */
    CompletableFuture<ProposalOutcome> propose(byte[] entry);

    /** Proves leadership by a round of the other voters that begins after this call. */
    CompletableFuture<LeadershipProof> proveLeadership();

    /**
     * A proof, completed only after this peer has applied everything up to its commit index: what
     * is then read from the state here is current.
     */
    CompletableFuture<LeadershipProof> readBarrier();

    /** Completes, with no value, once the index has been applied here; fails if the peer stops. */
    CompletableFuture<Void> awaitApplied(long index);

    /** Hands leadership to another voter; true once it leads. */
    CompletableFuture<Boolean> transferLeadership(String peerId, Duration limit);

    /** Takes a peer, started to join, into the voters after it has been brought up to date. */
    CompletableFuture<MembershipOutcome> addPeer(PeerAddress peer);

    /** Takes a voter out; the leader itself is refused: transfer leadership first. */
    CompletableFuture<MembershipOutcome> removePeer(String peerId);

    /** Replaces one voter by another in one step, so that their number never falls. */
    CompletableFuture<MembershipOutcome> replacePeer(String peerId, PeerAddress replacement);

    /** Writes a snapshot of what is applied here; answers its index, -1 if there was none. */
    CompletableFuture<Long> triggerSnapshot();

    /** Adds a listener; it is told of the state that it finds and of every change after it. */
    void addListener(LeadershipListener listener);
}
