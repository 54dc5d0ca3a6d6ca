// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.LeadershipProof.NotProven;
import dev.mainstay.port.LeadershipProof.Proven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The round itself, with answers that the test gives when it wants. */
class LeaderProverTest {
    private static final Set<String> THREE = Set.of("a", "b", "c");

    private volatile LeaderProver.View view = leading(7, THREE, Set.of());
    private final Map<String, CompletableFuture<Long>> asked = new TreeMap<>();
    private final List<String> order = new ArrayList<>();
    private final LeaderProver prover =
            new LeaderProver("a", () -> view, this::ask, Duration.ofSeconds(30));

    private synchronized CompletableFuture<Long> ask(String peer) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        asked.put(peer, answer);
        order.add(peer);
        notifyAll();
        return answer;
    }

    private static LeaderProver.View leading(
            long term, Set<String> voters, Set<String> previous) {
        return new LeaderProver.View(true, term, 40, voters, previous, Optional.of("a"));
    }

    private synchronized void answer(String peer, long term) {
        asked.get(peer).complete(term);
    }

    @Test
    void majorityOfTheSameTermProves() {
        CompletableFuture<LeadershipProof> proof = prover.prove();
        assertFalse(proof.isDone());
        answer("c", 7);
        assertEquals(new Proven(7, 40), proof.join());
    }

    @Test
    void laterTermAnywhereDisproves() {
        CompletableFuture<LeadershipProof> proof = prover.prove();
        answer("b", 8);
        assertInstanceOf(NotProven.class, proof.join());
    }

    @Test
    void olderTermConfirmsNothing() {
        CompletableFuture<LeadershipProof> proof = prover.prove();
        answer("b", 6);
        assertFalse(proof.isDone());
        answer("c", 6);
        assertInstanceOf(NotProven.class, proof.join());
    }

    @Test
    void unreachableMajorityProvesNothing() {
        CompletableFuture<LeadershipProof> proof = prover.prove();
        asked.get("b").completeExceptionally(new IllegalStateException("unreachable"));
        asked.get("c").completeExceptionally(new IllegalStateException("unreachable"));
        assertInstanceOf(NotProven.class, proof.join());
    }

    @Test
    void leadershipLostDuringTheRoundIsNotProven() {
        CompletableFuture<LeadershipProof> proof = prover.prove();
        view = new LeaderProver.View(false, 7, 40, THREE, Set.of(), Optional.empty());
        answer("b", 7);
        assertInstanceOf(NotProven.class, proof.join());
    }

    @Test
    void jointConfigurationNeedsBothMajorities() {
        view = leading(7, THREE, Set.of("a", "d", "e"));
        CompletableFuture<LeadershipProof> proof = prover.prove();
        answer("b", 7);
        answer("c", 7);
        assertFalse(proof.isDone());
        answer("d", 7);
        assertInstanceOf(Proven.class, proof.join());
    }

    @Test
    void singleVoterProvesByItself() {
        view = leading(7, Set.of("a"), Set.of());
        assertInstanceOf(Proven.class, prover.prove().join());
    }

    @Test
    void peerOutsideTheVotersProvesNothing() {
        view = leading(7, Set.of("b", "c"), Set.of());
        assertInstanceOf(NotProven.class, prover.prove().join());
    }

    @Test
    void lateComersWaitForARoundThatBeginsAfterTheyCame() throws InterruptedException {
        CompletableFuture<LeadershipProof> first = prover.prove();
        CompletableFuture<LeadershipProof> second = prover.prove();
        CompletableFuture<LeadershipProof> third = prover.prove();
        answer("b", 7);
        assertInstanceOf(Proven.class, first.join());
        assertFalse(second.isDone());
        awaitAsked(4);
        answer("c", 7);
        assertInstanceOf(Proven.class, second.join());
        assertInstanceOf(Proven.class, third.join());
        assertEquals(List.of("b", "c", "b", "c"), order);
    }

    private synchronized void awaitAsked(int count) throws InterruptedException {
        while (order.size() < count) {
            wait();
        }
    }
}
