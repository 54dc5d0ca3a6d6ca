// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.OutcomeCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.PeerClient;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.ProposalOutcome;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.StateSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Carries proposals to the log: on the leader into it, elsewhere to the leader in one hop. A
 * proposal with a request id is tried again for a while when there is no leader or its outcome is
 * unknown, because apply recognises a repetition; any other is tried once.
 */
public final class ForwardingProposer implements Proposer {

    /** Longer than an election and its successor's start on a busy machine. */
    private static final Duration RETRY_LIMIT = Duration.ofSeconds(10);
    /**
     * How long one attempt may take; an entry that is not committed by then has lost its leader.
     */
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(5);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    private final NodeId self;
    private final RaftGateway raft;
    private final Leadership leadership;
    private final PeerClient peers;
    private final NodeClock clock;
    private final EventLoop timers;
    private final LogClock logClock;

    public ForwardingProposer(
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
        this.peers = peers;
        this.clock = clock;
        this.timers = timers;
        this.logClock = new LogClock(clock);
        logClock.applied(states.current().logTime());
        // It lives as long as what applies.
        var _ = states.subscribe((state, events) -> logClock.applied(state.logTime()));
    }

    @Override
    public CompletableFuture<Proposed> propose(Proposal proposal) {
        long deadline = clock.bootNanos() + RETRY_LIMIT.toNanos();
        return attempt(proposal).thenCompose(first -> retry(proposal, first, deadline));
    }

    /** Proposes if this node leads, and never forwards: what a peer's forwarded proposal gets. */
    public CompletableFuture<Proposed> proposeHere(Proposal proposal) {
        OptionalLong term = leadership.leadingTerm();
        if (term.isEmpty()) {
            return done(new Proposed.NoLeader(leadership.leader()));
        }
        return append(proposal, term.getAsLong());
    }

    private CompletableFuture<Proposed> attempt(Proposal proposal) {
        OptionalLong term = leadership.leadingTerm();
        if (term.isPresent()) {
            return append(proposal, term.getAsLong());
        }
        if (proposal.onlyInTerm().isPresent()) {
            return done(new Proposed.Refused("this node leads no longer"));
        }
        Optional<NodeId> leader = leadership.leader().filter(node -> !node.equals(self));
        return leader
                .map(node -> peers.propose(node, proposal))
                .orElseGet(() -> done(new Proposed.NoLeader(Optional.empty())));
    }

    private CompletableFuture<Proposed> append(Proposal proposal, long term) {
        OptionalLong wanted = proposal.onlyInTerm();
        if (wanted.isPresent() && wanted.getAsLong() != term) {
            return done(new Proposed.Refused(
                    "meant for term " + wanted.getAsLong() + ", the term is " + term));
        }
        return stampAndSubmit(proposal)
                .thenApply(ForwardingProposer::proposed)
                .completeOnTimeout(
                        new Proposed.Indeterminate("not committed within " + ATTEMPT_LIMIT),
                        ATTEMPT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One at a time, so that entries enter the log in the order of their stamps. */
    private synchronized CompletableFuture<ProposalOutcome> stampAndSubmit(Proposal proposal) {
        return raft.propose(LogCodec.encode(proposal, logClock.stamp()));
    }

    private CompletableFuture<Proposed> retry(Proposal proposal, Proposed result, long deadline) {
        if (!mayRetry(proposal, result) || clock.bootNanos() >= deadline) {
            return done(result);
        }
        CompletableFuture<Proposed> next = new CompletableFuture<>();
        timers.after(RETRY_PAUSE, () -> {
            var _ = attempt(proposal)
                    .thenCompose(again -> retry(proposal, again, deadline))
                    .thenAccept(next::complete);
        });
        return next;
    }

    private static boolean mayRetry(Proposal proposal, Proposed result) {
        return proposal.requestId().isPresent() && switch (result) {
            case Proposed.NoLeader ignored -> true;
            case Proposed.Indeterminate ignored -> true;
            case Proposed.Applied ignored -> false;
            case Proposed.Refused ignored -> false;
            case Proposed.TooLarge ignored -> false;
        };
    }

    private static Proposed proposed(ProposalOutcome outcome) {
        return switch (outcome) {
            case ProposalOutcome.Committed(long index, long term, byte[] reply) ->
                    new Proposed.Applied(index, OutcomeCodec.decode(reply));
            case ProposalOutcome.NotLeader(Optional<String> leader) ->
                    new Proposed.NoLeader(leader.map(PeerIds::node));
            case ProposalOutcome.Unavailable(String reason) -> new Proposed.Refused(reason);
            case ProposalOutcome.TooLarge(int bytes, int limit) -> new Proposed.TooLarge(
                    "an entry of " + bytes + " bytes is larger than the log's limit of " + limit);
            case ProposalOutcome.Indeterminate(String reason) ->
                    new Proposed.Indeterminate(reason);
        };
    }

    private static CompletableFuture<Proposed> done(Proposed result) {
        return CompletableFuture.completedFuture(result);
    }
}
