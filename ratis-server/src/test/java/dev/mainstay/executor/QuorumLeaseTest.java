// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Safety rule 16: the lease counts from the node's own sending, on the node's own clock. */
class QuorumLeaseTest {

    private static final Reply GRANT = new Reply.Granted(1, 10, 5_000);

    private final ManualLoop loop = new ManualLoop();
    private final List<Renewal> sent = new ArrayList<>();
    private final List<CompletableFuture<Reply>> replies = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final QuorumLease lease = new QuorumLease(
            new QuorumLease.Ways(loop, loop, renewal -> {
                CompletableFuture<Reply> reply = new CompletableFuture<>();
                sent.add(renewal);
                replies.add(reply);
                return reply;
            }, Optional::empty), "n1", LivenessSettings.LOCAL_NETWORK, new Well(), new Ear());

    @Test
    void slowAnswerShortensTheLease() {
        lease.begin(7, "boot");
        loop.advance(Duration.ofSeconds(3));
        answer(0, GRANT);

        assertTrue(lease.isHeld());
        assertEquals(Duration.ofSeconds(5).toNanos(), lease.deadlineNanos());
    }

    @Test
    void answerThatComesAfterItsLeaseIsNoLease() {
        lease.begin(7, "boot");
        loop.advance(Duration.ofSeconds(6));
        answer(0, GRANT);

        assertFalse(lease.isHeld());
        assertTrue(heard.isEmpty());
    }

    @Test
    void unrenewedLeaseLapsesAtItsDeadline() {
        lease.begin(7, "boot");
        answer(0, GRANT);
        loop.advance(Duration.ofMillis(4_999));
        assertTrue(lease.isHeld());

        loop.advance(Duration.ofMillis(1));
        assertFalse(lease.isHeld());
        assertEquals(List.of("granted 10", "lapsed"), heard);
    }

    @Test
    void olderAnswerThatComesLaterTakesNothingAway() {
        lease.begin(7, "boot");
        loop.advance(LivenessSettings.LOCAL_NETWORK.renewEvery());
        answer(1, GRANT);
        long deadline = lease.deadlineNanos();
        answer(0, GRANT);

        assertEquals(deadline, lease.deadlineNanos());
    }

    @Test
    void renewalsDoNotPileUpAtALeaderThatIsAway() {
        lease.begin(7, "boot");
        loop.advance(Duration.ofSeconds(20));

        assertEquals(4, sent.size());
    }

    @Test
    void refusedIncarnationAsksNoMore() {
        lease.begin(7, "boot");
        answer(0, new Reply.Refused("lost"));
        int asked = sent.size();
        loop.advance(Duration.ofSeconds(2));

        assertEquals(List.of("refused lost"), heard);
        assertEquals(asked, sent.size());
    }

    @Test
    void answerForAnEarlierIncarnationDoesNotCount() {
        lease.begin(7, "boot");
        lease.begin(9, "boot");
        answer(0, GRANT);

        assertFalse(lease.isHeld());
    }

    private void answer(int request, Reply reply) {
        replies.get(request).complete(reply);
        loop.runAll();
    }

    private final class Ear implements QuorumLease.Listener {

        @Override
        public void granted(long commitIndex) {
            heard.add("granted " + commitIndex);
        }

        @Override
        public void lapsed() {
            heard.add("lapsed");
        }

        @Override
        public void refused(String reason) {
            heard.add("refused " + reason);
        }
    }

    private static final class Well implements QuorumLease.Vitals {

        @Override
        public long appliedIndex() {
            return 1;
        }

        @Override
        public boolean applierHealthy() {
            return true;
        }

        @Override
        public boolean agentHealthy() {
            return true;
        }
    }
}
