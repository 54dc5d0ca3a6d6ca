// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.FatalHandler.Fault;
import dev.mainstay.port.LeadershipListener;
import dev.mainstay.port.LeadershipProof;
import dev.mainstay.port.LeadershipProof.NotProven;
import dev.mainstay.port.LeadershipProof.Proven;
import dev.mainstay.port.MembershipOutcome.Changed;
import dev.mainstay.port.MembershipOutcome.Refused;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.ProposalOutcome.Committed;
import dev.mainstay.port.ProposalOutcome.NotLeader;
import dev.mainstay.port.ProposalOutcome.TooLarge;
import dev.mainstay.port.RaftGateway.Role;
import dev.mainstay.ratis.RaftSettings.Startup;
import dev.mainstay.security.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftNodeTest {
    @TempDir
    Path folder;

    private TestGroup three() throws IOException {
        TestGroup group = new TestGroup(folder, "a.1", "b.2", "c.3");
        group.found();
        return group;
    }

    @Test
    void committedEntryIsAppliedOnEveryPeerAndAnsweredWithItsPosition() throws IOException {
        try (TestGroup group = three()) {
            Committed first = group.propose("one");
            Committed second = group.propose("two");
            assertEquals("word 2", new String(second.reply(), UTF_8));
            assertTrue(second.index() > first.index());
            assertEquals(group.get(group.leader()).node().currentTerm(), second.term());
            for (String peer : List.of("a.1", "b.2", "c.3")) {
                group.awaitWords(peer, List.of("one", "two"));
                TestGroup.join(group.get(peer).node().awaitApplied(second.index()));
                assertTrue(group.get(peer).node().lastApplied() >= second.index());
            }
        }
    }

    @Test
    void followerRefusesProposalAndNamesTheLeader() throws IOException {
        try (TestGroup group = three()) {
            String leader = group.leader();
            RaftNode follower = group.get(group.follower()).node();
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> follower.leaderId().equals(Optional.of(leader)));
            var outcome = TestGroup.join(follower.propose("word".getBytes(UTF_8)));
            assertEquals(new NotLeader(Optional.of(leader)), outcome);
            assertEquals(Role.FOLLOWER, follower.role());
            assertInstanceOf(NotProven.class, TestGroup.join(follower.proveLeadership()));
        }
    }

    @Test
    void oversizedEntryIsRefusedBeforeItReachesTheLog() throws IOException {
        try (TestGroup group = three()) {
            RaftNode leader = group.get(group.leader()).node();
            int size = TestGroup.LIMITS.entryBytesMax() + 1;
            var outcome = TestGroup.join(leader.propose(new byte[size]));
            assertEquals(new TooLarge(size, size - 1), outcome);
        }
    }

    @Test
    void theOthersCarryOnWhenTheLeaderDies() throws IOException {
        try (TestGroup group = three()) {
            group.propose("before");
            String first = group.leader();
            group.stop(first);
            group.propose("after");
            TestGroup.Running back = group.resume(first);
            group.awaitWords(first, List.of("before", "after"));
            assertEquals(Role.FOLLOWER, back.node().role());
        }
    }

    @Test
    void everythingIsThereAfterAllHaveRestarted() throws IOException {
        try (TestGroup group = three()) {
            group.propose("kept");
            for (String peer : List.of("a.1", "b.2", "c.3")) {
                group.stop(peer);
            }
            for (String peer : List.of("a.1", "b.2", "c.3")) {
                group.resume(peer);
            }
            group.propose("added");
            group.awaitWords("b.2", List.of("kept", "added"));
            for (String peer : List.of("a.1", "b.2", "c.3")) {
                await().atMost(TestGroup.PATIENCE)
                        .until(() -> group.get(peer).node().caughtUpSinceStart());
            }
        }
    }

    @Test
    void peerThatIsBehindWithinTheTermHasNotCaughtUp() throws IOException {
        try (TestGroup group = three()) {
            group.propose("first");
            String lagging = group.follower();
            group.awaitWords(lagging, List.of("first"));
            group.stop(lagging);
            Committed last = group.propose("second");
            Runnable release = group.hold(lagging, "second");
            RaftNode back = group.resume(lagging).node();
            await().atMost(TestGroup.PATIENCE).until(() -> back.commitIndex() >= last.index());
            group.awaitWords(lagging, List.of("first"));
            assertTrue(back.leaderId().isPresent());
            assertFalse(back.caughtUpSinceStart());
            release.run();
            await().atMost(TestGroup.PATIENCE).until(back::caughtUpSinceStart);
            group.awaitWords(lagging, List.of("first", "second"));
        }
    }

    @Test
    void restartReadsTheSnapshotAndTheLogAfterIt() throws IOException {
        try (TestGroup group = new TestGroup(folder, "a.1")) {
            group.found();
            Committed last = group.propose("in snapshot");
            long index = TestGroup.join(group.get("a.1").node().triggerSnapshot());
            assertEquals(last.index(), index);
            group.propose("in log");
            group.stop("a.1");
            TestGroup.Running back = group.resume("a.1");
            group.awaitWords("a.1", List.of("in snapshot", "in log"));
            assertEquals(1, back.state().restored());
        }
    }

    @Test
    void followerThatIsFarBehindIsGivenASnapshot() throws IOException {
        RaftLimits small = new RaftLimits(1 << 20, 16 << 10, 20, 0);
        try (TestGroup group = new TestGroup(folder, "a.1", "b.2", "c.3")) {
            List<PeerAddress> founders =
                    List.of(group.address("a.1"), group.address("b.2"), group.address("c.3"));
            for (String peer : List.of("a.1", "b.2", "c.3")) {
                group.start(peer, Startup.FOUND, founders, small);
            }
            List<String> words = new ArrayList<>();
            group.propose("first");
            words.add("first");
            String lagging = group.follower();
            group.awaitWords(lagging, words);
            group.stop(lagging);
            String filler = "x".repeat(2_000);
            for (int i = 0; i < 60; i++) {
                group.propose(i + filler);
                words.add(i + filler);
            }
            TestGroup.Running back = group.resume(lagging, small);
            group.awaitWords(lagging, words);
            assertEquals(1, back.state().restored());
            group.propose("last");
            words.add("last");
            group.awaitWords(lagging, words);
        }
    }

    @Test
    void peerJoinsAndIsRemoved() throws IOException {
        try (TestGroup group = new TestGroup(folder, "a.1")) {
            group.found();
            group.propose("old");
            RaftNode joining = group.join("b.2").node();
            assertEquals(Role.OUTSIDE, joining.role());
            assertFalse(joining.caughtUpSinceStart());
            RaftNode leader = group.get(group.leader()).node();
            assertInstanceOf(
                    Changed.class, TestGroup.join(leader.addPeer(group.address("b.2"))));
            group.join("c.3");
            assertInstanceOf(
                    Changed.class, TestGroup.join(leader.addPeer(group.address("c.3"))));
            group.awaitWords("c.3", List.of("old"));
            assertEquals(3, leader.voters().size());
            assertInstanceOf(Refused.class, TestGroup.join(leader.removePeer("a.1")));
            assertInstanceOf(Changed.class, TestGroup.join(leader.removePeer("b.2")));
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> group.hasFault("b.2", Fault.PEER_STOPPED));
            assertEquals(2, leader.voters().size());
            group.propose("new");
            group.awaitWords("c.3", List.of("old", "new"));
        }
    }

    @Test
    void leadershipIsTransferredAndTheOldLeaderCanProveItNoMore() throws IOException {
        try (TestGroup group = three()) {
            String old = group.leader();
            RaftNode deposed = group.get(old).node();
            assertInstanceOf(Proven.class, TestGroup.join(deposed.proveLeadership()));
            List<String> events = new CopyOnWriteArrayList<>();
            deposed.addListener(recorder(events));
            await().atMost(TestGroup.PATIENCE).until(() -> events.contains("ready"));
            String next = group.follower();
            assertTrue(
                    TestGroup.join(deposed.transferLeadership(next, Duration.ofSeconds(10))));
            assertEquals(next, group.leader());
            assertInstanceOf(NotProven.class, TestGroup.join(deposed.proveLeadership()));
            await().atMost(TestGroup.PATIENCE).until(() -> events.contains("not leader"));
        }
    }

    @Test
    void leaderThatHearsNobodyProvesNothing() throws IOException {
        try (TestGroup group = three()) {
            String leader = group.leader();
            List.of("a.1", "b.2", "c.3")
                    .stream()
                    .filter(peer -> !peer.equals(leader))
                    .forEach(group.silent::add);
            LeadershipProof proof =
                    TestGroup.join(group.get(leader).node().proveLeadership());
            assertInstanceOf(NotProven.class, proof);
        }
    }

    @Test
    void readBarrierCoversWhatWasAcknowledgedBefore() throws IOException {
        try (TestGroup group = three()) {
            Committed written = group.propose("word");
            RaftNode leader = group.get(group.leader()).node();
            LeadershipProof proof = TestGroup.join(leader.readBarrier());
            Proven proven = assertInstanceOf(Proven.class, proof);
            assertTrue(proven.commitIndex() >= written.index());
            assertTrue(leader.lastApplied() >= proven.commitIndex());
        }
    }

    @Test
    void entryThatCannotBeAppliedStopsThePeerAndIsNeverSkipped() throws IOException {
        try (TestGroup group = new TestGroup(folder, "a.1")) {
            group.found();
            group.propose("good");
            RaftNode node = group.get(group.leader()).node();
            var _ = node.propose(WordsState.POISON.getBytes(UTF_8));
            var _ = node.propose("after".getBytes(UTF_8));
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> group.hasFault("a.1", Fault.APPLY_FAILED));
            await().atMost(TestGroup.PATIENCE).until(() -> !node.isAlive());
            assertEquals(List.of("good"), group.get("a.1").state().words());
        }
    }

    @Test
    void strangerWithAnotherAuthorityGetsNoEntry() throws IOException {
        CertificateAuthority foreign = CertificateAuthority.create("test", Instant.now());
        try (TestGroup group = new TestGroup(folder, "a.1")) {
            group.found();
            group.propose("secret");
            RaftNode leader = group.get(group.leader()).node();
            TestGroup.Running stranger =
                    group.start("x.9", Startup.JOIN, List.of(), TestGroup.LIMITS, foreign);
            var outcome = TestGroup.join(leader.addPeer(group.address("x.9")));
            assertInstanceOf(Refused.class, outcome);
            assertEquals(List.of(), stranger.state().words());
            assertEquals(1, leader.voters().size());
        }
    }

    @Test
    void removedMemberIsCutOffThoughItsConnectionIsOpen() throws IOException {
        try (TestGroup group = three()) {
            group.propose("known");
            String cut = group.leader();
            group.awaitWords(group.follower(), List.of("known"));
            group.removed.add(cut);
            await().atMost(TestGroup.PATIENCE)
                    .until(() -> !group.get(cut).node().leaderReady());
            assertNotEquals(cut, group.leader());
        }
    }

    @Test
    void renewedCertificatesTakeEffectWithoutARestart() throws IOException {
        try (TestGroup group = three()) {
            group.propose("before");
            group.renewCertificates();
            String follower = group.follower();
            group.stop(follower);
            group.resume(follower);
            group.propose("after");
            group.awaitWords(follower, List.of("before", "after"));
        }
    }

    @Test
    void largestEntryTravelsAndIsReadBack() throws IOException {
        try (TestGroup group = new TestGroup(folder, "a.1", "b.2")) {
            List<PeerAddress> founders = List.of(group.address("a.1"), group.address("b.2"));
            for (PeerAddress founder : founders) {
                group.start(founder.peerId(), Startup.FOUND, founders, RaftLimits.DEFAULT);
            }
            String largest = "x".repeat(RaftLimits.DEFAULT.entryBytesMax());
            group.propose(largest);
            group.awaitWords("a.1", List.of(largest));
            group.awaitWords("b.2", List.of(largest));
            group.stop("a.1");
            group.resume("a.1", RaftLimits.DEFAULT);
            group.awaitWords("a.1", List.of(largest));
        }
    }

    private static LeadershipListener recorder(List<String> events) {
        return new LeadershipListener() {
            @Override
            public void onLeaderReady(long term) {
                events.add("ready");
            }

            @Override
            public void onNotLeader() {
                events.add("not leader");
            }
        };
    }
}
