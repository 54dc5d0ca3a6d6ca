// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Safety rules 13 and 16: no answer without a proof that began after the renewal arrived. */
class LeaseRoundsTest {

    private final Rounds raft = new Rounds();
    private long applied = 100;
    private final LeaseRounds rounds = new LeaseRounds(new DirectLoop(), raft, () -> applied,
            (renewal, proof) -> new Reply.Granted(proof.term(), proof.commitIndex(), 1_000));

    @Test
    void renewalThatArrivesDuringARoundWaitsForTheNext() {
        CompletableFuture<Reply> first = arrive(1);
        CompletableFuture<Reply> second = arrive(2);
        assertEquals(1, raft.begun.size());

        raft.end(0, 50);
        assertInstanceOf(Reply.Granted.class, first.getNow(null));
        assertFalse(second.isDone());

        assertEquals(2, raft.begun.size());
        raft.end(1, 60);
        assertEquals(new Reply.Granted(3, 60, 1_000), second.getNow(null));
    }

    @Test
    void grantWaitsUntilTheStateHoldsWhatTheProofSaw() {
        CompletableFuture<Reply> reply = arrive(1);
        raft.end(0, 101);
        assertFalse(reply.isDone());

        applied = 101;
        rounds.applied();
        assertInstanceOf(Reply.Granted.class, reply.getNow(null));
    }

    @Test
    void failedProofGrantsNothing() {
        CompletableFuture<Reply> reply = arrive(1);
        raft.begun.getFirst().complete(Optional.empty());

        assertInstanceOf(Reply.Unreachable.class, reply.getNow(null));
    }

    @Test
    void proofOfATermThatHasPassedGrantsNothing() {
        CompletableFuture<Reply> reply = arrive(1);
        raft.term = OptionalLong.of(4);
        raft.end(0, 50);

        assertInstanceOf(Reply.Unreachable.class, reply.getNow(null));
    }

    @Test
    void endOfLeadershipAnswersWhatWaits() {
        CompletableFuture<Reply> reply = arrive(1);
        raft.end(0, 101);
        rounds.abandon();

        assertInstanceOf(Reply.Unreachable.class, reply.getNow(null));
    }

    private CompletableFuture<Reply> arrive(long sequence) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        rounds.arrive(
                new Renewal("n1", 5, sequence, "boot", 100, true, true, true, false, 0, false),
                reply);
        return reply;
    }

    /** Majority rounds that end when the test says so; this node leads in term 3. */
    private static final class Rounds implements Leadership {

        private final List<CompletableFuture<Optional<Proof>>> begun = new ArrayList<>();
        private OptionalLong term = OptionalLong.of(3);

        private void end(int round, long commitIndex) {
            begun.get(round).complete(Optional.of(new Proof(3, commitIndex)));
        }

        @Override
        public OptionalLong leadingTerm() {
            return term;
        }

        @Override
        public Optional<NodeId> leader() {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Optional<Proof>> prove() {
            CompletableFuture<Optional<Proof>> round = new CompletableFuture<>();
            begun.add(round);
            return round;
        }

        @Override
        public CompletableFuture<Boolean> transferTo(NodeId node) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public AutoCloseable subscribe(Listener listener) {
            return () -> {};
        }
    }

    /** Runs everything at once. */
    private static final class DirectLoop implements EventLoop {

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            throw new AssertionError("rounds need no timers");
        }
    }
}
