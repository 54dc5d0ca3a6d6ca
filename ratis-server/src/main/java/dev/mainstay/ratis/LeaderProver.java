// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.LeadershipProof.NotProven;
import dev.mainstay.port.LeadershipProof.Proven;
import dev.mainstay.port.PeerTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Proves, by a round of the other voters, that this peer still leads: the base of every current
 * read and of every lease. Ratis' own means are no proof: it answers a read without a round where
 * an index was once acknowledged, so that a leader that was paused serves its old state, and a
 * follower's contact time is renewed by votes.
 *
 * <p><b>The round.</b> The leader of term T, which has committed an entry of T, asks every other
 * voter for its current term. If a majority, itself included, answers exactly T, and it still
 * leads in T when the last of these answers is in, the proof holds for the moment t0 at which the
 * round began. While a configuration change is under way, a majority of both configurations has
 * to answer. A higher answer ends the round at once.
 *
 * <p><b>Why it is sound</b> (Raft thesis §6.4, with term answers in the place of heartbeats).
 * Suppose that a leader of a term T' &gt; T had been elected before t0. A majority voted for it;
 * one of those voters, p, is in the majority that answered T, because any two majorities of one
 * configuration, or of two that a joint change connects, meet. p took on T' and made term and vote
 * durable, names in the folder included ({@link DirectorySync}), before its vote left the machine,
 * and a peer's term never falls, restarts included. So p, asked after t0, would have answered at
 * least T'. Hence at t0 no later leader existed, and whatever had been acknowledged to anyone
 * before t0 was acknowledged by a leader of a term up to T: it is in this leader's log by leader
 * completeness, and at or below its commit index, which covers all of its log before T as soon as
 * an entry of T is committed. A read served from a state that has applied up to that index is
 * therefore current as of t0, and every waiter of the round arrived before t0.
 *
 * <p><b>What would break it:</b> an answer that was asked for before t0, a cached answer, a peer
 * that answers for another process' term, or a peer that lost its metadata and was not put into
 * quarantine ({@link StorageCheck}).
 *
 * <p><b>Batching.</b> One round is in flight at a time; who comes while it runs waits for the next
 * one, which begins when it ends. A thousand readers cost two rounds.
 */
final class LeaderProver {
    private final String self;
    private final Supplier<View> view;
    private final PeerTerms peerTerms;
    private final Duration limit;

    private final Object lock = new Object();
    private List<CompletableFuture<LeadershipProof>> waiting = new ArrayList<>();
    private boolean running;

    /**
     * This peer as it is at one moment.
     *
     * @param ready leads, and has committed and applied an entry of its term
     * @param previousVoters empty unless a change of the configuration is under way
     */
    record View(
            boolean ready,
            long term,
            long commitIndex,
            Set<String> voters,
            Set<String> previousVoters,
            Optional<String> leaderId) {}

    LeaderProver(String self, Supplier<View> view, PeerTerms peerTerms, Duration limit) {
        this.self = self;
        this.view = view;
        this.peerTerms = peerTerms;
        this.limit = limit;
    }

    /** Completes with the outcome of the next round that begins. */
    CompletableFuture<LeadershipProof> prove() {
        CompletableFuture<LeadershipProof> proof = new CompletableFuture<>();
        synchronized (lock) {
            waiting.add(proof);
            if (running) {
                return proof;
            }
            running = true;
        }
        nextRound();
        return proof;
    }

    private void nextRound() {
        List<CompletableFuture<LeadershipProof>> served;
        synchronized (lock) {
            if (waiting.isEmpty()) {
                running = false;
                return;
            }
            served = waiting;
            waiting = new ArrayList<>();
        }
        Round round = new Round(view.get());
        var _ = round.result.whenComplete(
                (proof, failure) -> {
                    // Started before the waiters go on: what they do must not delay the next one.
                    ForkJoinPool.commonPool().execute(this::nextRound);
                    served.forEach(waiter -> waiter.complete(proof));
                });
        round.begin();
    }

    /** One round; its answers count only here. */
    private final class Round {
        private final View atStart;
        private final Set<String> confirmed = new HashSet<>();
        private final Set<String> open;
        private final CompletableFuture<LeadershipProof> result = new CompletableFuture<>();

        Round(View atStart) {
            this.atStart = atStart;
            this.open = new TreeSet<>(atStart.voters());
            open.addAll(atStart.previousVoters());
        }

        void begin() {
            if (!atStart.ready()) {
                result.complete(new NotProven("this peer does not lead", atStart.leaderId()));
                return;
            }
            if (!open.contains(self)) {
                result.complete(new NotProven("this peer is not a voter", atStart.leaderId()));
                return;
            }
            List<String> others = open.stream().filter(peer -> !peer.equals(self)).toList();
            answered(self, atStart.term());
            others.forEach(this::ask);
        }

        private void ask(String peer) {
            var _ = requestTerm(peer)
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete(
                            (term, failure) -> {
                                if (failure != null) {
                                    silent(peer);
                                } else {
                                    answered(peer, term);
                                }
                            });
        }

        private CompletableFuture<Long> requestTerm(String peer) {
            try {
                return peerTerms.currentTerm(peer).copy();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void answered(String peer, long term) {
            if (term > atStart.term()) {
                result.complete(
                        new NotProven(
                                peer + " is in term " + term + ", this leader is of term "
                                        + atStart.term(),
                                Optional.empty()));
                return;
            }
            // A peer of an older term has not heard of this leader yet: it confirms nothing.
            settle(peer, term == atStart.term());
        }

        private void silent(String peer) {
            settle(peer, false);
        }

        private void settle(String peer, boolean confirms) {
            boolean majority;
            boolean over;
            synchronized (confirmed) {
                open.remove(peer);
                if (confirms) {
                    confirmed.add(peer);
                }
                majority = hasMajority(atStart.voters()) && hasMajority(atStart.previousVoters());
                over = open.isEmpty();
            }
            if (majority) {
                result.complete(conclude());
            } else if (over) {
                result.complete(
                        new NotProven(
                                "no majority of " + atStart.voters() + " confirmed term "
                                        + atStart.term(),
                                Optional.empty()));
            }
        }

        private boolean hasMajority(Set<String> voters) {
            long count = voters.stream().filter(confirmed::contains).count();
            return voters.isEmpty() || 2 * count > voters.size();
        }

        private LeadershipProof conclude() {
            View now = view.get();
            return now.ready() && now.term() == atStart.term()
                    ? new Proven(now.term(), now.commitIndex())
                    : new NotProven("leadership was lost during the round", now.leaderId());
        }
    }
}
