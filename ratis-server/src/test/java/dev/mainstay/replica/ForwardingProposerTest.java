// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.OutcomeCodec;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.PeerClient;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.ProposalOutcome;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ForwardingProposerTest {

    private static final Author AUTHOR = Author.cluster("n1");

    private final HandClock clock = new HandClock();
    private final HandLoop loop = new HandLoop(clock);
    private final FakeRaft raft = new FakeRaft();
    private final FakePeers peers = new FakePeers();
    private final ForwardingProposer proposer = new ForwardingProposer(new NodeId("n1"), raft,
            new LeadershipView(raft),
            new AppliedState(ClusterState.initial(),
                    new CommandApplier(new StoredFormat())),
            peers, clock, loop);

    @Test
    void leaderAppendsByItself() {
        raft.lead(3);
        raft.outcome = committed();
        assertInstanceOf(Proposed.Applied.class, proposer.propose(withId()).join());
        assertEquals(1, raft.entries.size());
        assertTrue(peers.asked.isEmpty());
    }

    @Test
    void followerHandsOverToTheLeader() {
        raft.follow("n2.b");
        peers.answer = new Proposed.Applied(7, new Outcome.Accepted(7, 0));
        assertEquals(peers.answer, proposer.propose(withId()).join());
        assertEquals(List.of(new NodeId("n2")), peers.asked);
        assertTrue(raft.entries.isEmpty());
    }

    @Test
    void aForwardedProposalIsNotForwardedAgain() {
        raft.follow("n2.b");
        assertInstanceOf(Proposed.NoLeader.class, proposer.proposeHere(withId()).join());
        assertTrue(peers.asked.isEmpty());
    }

    @Test
    void aProposalWithRequestIdWaitsForALeader() {
        CompletableFuture<Proposed> proposed = proposer.propose(withId());
        assertFalse(proposed.isDone());
        raft.lead(4);
        raft.outcome = committed();
        assertTrue(loop.runTimer());
        assertInstanceOf(Proposed.Applied.class, proposed.join());
    }

    @Test
    void waitingForALeaderIsBounded() {
        CompletableFuture<Proposed> proposed = proposer.propose(withId());
        while (!proposed.isDone()) {
            assertTrue(loop.runTimer());
        }
        assertInstanceOf(Proposed.NoLeader.class, proposed.join());
    }

    @Test
    void aProposalWithoutRequestIdIsTriedOnce() {
        Proposal once = Proposal.of(new Command.Barrier(), AUTHOR);
        assertInstanceOf(Proposed.NoLeader.class, proposer.propose(once).join());
    }

    @Test
    void anUnknownOutcomeIsSettledByTheSameRequest() {
        raft.follow("n2.b");
        peers.answer = new Proposed.Indeterminate("the connection broke");
        CompletableFuture<Proposed> proposed = proposer.propose(withId());
        assertFalse(proposed.isDone());
        peers.answer = new Proposed.Applied(9, new Outcome.Accepted(9, 0));
        assertTrue(loop.runTimer());
        assertEquals(peers.answer, proposed.join());
    }

    @Test
    void aLeaderAuthoredProposalIsRefusedInAnotherTerm() {
        raft.lead(5);
        Proposal stale = Proposal.inTerm(new Command.RequestPlan(4, "test"), AUTHOR, 4);
        assertInstanceOf(Proposed.Refused.class, proposer.propose(stale).join());
        assertTrue(raft.entries.isEmpty());
    }

    @Test
    void aLeaderAuthoredProposalNeverGoesToAnotherLeader() {
        raft.follow("n2.b");
        Proposal stale = Proposal.inTerm(new Command.RequestPlan(4, "test"), AUTHOR, 4);
        assertInstanceOf(Proposed.Refused.class, proposer.propose(stale).join());
        assertTrue(peers.asked.isEmpty());
    }

    private static Proposal withId() {
        return new Proposal(
                new Command.Barrier(), AUTHOR, Optional.of("r1"), OptionalLong.empty());
    }

    private static ProposalOutcome committed() {
        return new ProposalOutcome.Committed(
                1, 3, OutcomeCodec.encode(new Outcome.Accepted(1, 0)));
    }

    private static final class FakePeers implements PeerClient {
        private final List<NodeId> asked = new ArrayList<>();
        private Proposed answer = new Proposed.NoLeader(Optional.empty());

        @Override
        public CompletableFuture<Proposed> propose(NodeId leader, Proposal proposal) {
            asked.add(leader);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletableFuture<Optional<Leadership.Proof>> readIndex(NodeId leader) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
