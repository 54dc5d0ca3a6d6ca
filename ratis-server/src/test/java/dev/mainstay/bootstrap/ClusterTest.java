// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.ConfigurationCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import dev.mainstay.proto.v1.RestartNodeRequest;
import dev.mainstay.proto.v1.StopNodeRequest;
import dev.mainstay.proto.v1.WatchEventsRequest;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.ConfigurationEdit.SetProperty;
import dev.mainstay.state.ConfigurationSection;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.Outcome;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes, started once; what stops nodes comes last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path root;

    private static TestCluster cluster;
    private static Optional<NodeConfiguration> removedNode = Optional.empty();

    @BeforeAll
    static void startThreeNodes() throws IOException {
        cluster = TestCluster.of(root, 3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void aWriteOnAFollowerReachesEveryCurrentRead() {
        long revision = set(cluster.follower(), "written-on-follower", 0).getRevision();
        for (TestNode node : cluster.nodes()) {
            assertTrue(node.status(Consistency.CURRENT).getConfigurationRevision() >= revision);
        }
    }

    @Test
    @Order(2)
    void aRetryWithTheSameRequestIdGetsTheFirstOutcome() {
        ChangeConfigurationRequest request = request("retried", "request-1", 0);
        ChangeConfigurationReply first = cluster.follower().configurations().change(request);
        ChangeConfigurationReply second = cluster.leader().configurations().change(request);
        assertEquals(first.getIndex(), second.getIndex());
        assertEquals(first.getRevision(), second.getRevision());
        assertEquals(first.getRevision(),
                cluster.any().status(Consistency.CURRENT).getConfigurationRevision());
    }

    @Test
    @Order(3)
    void aChangeFromAnOldRevisionIsAborted() {
        long revision = set(cluster.any(), "newer", 0).getRevision();
        StatusRuntimeException stale = assertThrows(StatusRuntimeException.class,
                () -> set(cluster.any(), "older", revision - 1));
        assertEquals(Status.Code.ABORTED, stale.getStatus().getCode());
        assertEquals(revision,
                cluster.any().status(Consistency.CURRENT).getConfigurationRevision());
    }

    @Test
    @Order(4)
    void aCurrentReadLeavesTheLogAlone() {
        long before = cluster.any().status(Consistency.CURRENT).getConfigurationRevision();
        cluster.follower().status(Consistency.CURRENT);
        assertEquals(before, cluster.any().status(Consistency.LOCAL).getConfigurationRevision());
    }

    @Test
    @Order(5)
    void watchersHearOfEachChange() {
        TestNode node = cluster.follower();
        Iterator<ClusterStatus> statuses =
                node.cluster().watchStatus(GetStatusRequest.getDefaultInstance());
        long revision = statuses.next().getConfigurationRevision();
        set(node, "watched", 0);
        while (statuses.next().getConfigurationRevision() == revision) {
            // Other things change as well.
        }
    }

    @Test
    @Order(5)
    void aTokenAdmitsOneMachineOnly() throws IOException {
        String token = cluster.token(Duration.ofMinutes(5));
        ClusterJoiner joiner = new ClusterJoiner(new SystemClock());
        NodeConfiguration taken = cluster.configuration("n1").withFolder(
                NodeFolder.under(root.resolve("taken")));
        refused(ExitCode.REFUSED, "n1", () -> joiner.join(taken, token));
    }

    @Test
    @Order(6)
    void anExpiredTokenIsRefusedWithItsTime() throws IOException {
        // Long enough to be issued on any machine: a token that is expired already is refused.
        Duration valid = Duration.ofSeconds(3);
        String token = cluster.token(valid);
        Instant over = Instant.now().plus(valid);
        NodeConfiguration late = cluster.configuration("late");
        await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(over));
        refused(ExitCode.REFUSED, "expired",
                () -> new ClusterJoiner(new SystemClock()).join(late, token));
    }

    @Test
    @Order(7)
    void aGarbledTokenIsRefusedAsSuch() throws IOException {
        String token = cluster.token(Duration.ofMinutes(5));
        NodeConfiguration garbled = cluster.configuration("garbled");
        refused(ExitCode.BAD_DATA, "damaged", () -> new ClusterJoiner(new SystemClock())
                .join(garbled, token.substring(0, token.length() - 3) + "abc"));
    }

    @Test
    @Order(8)
    void aStrangerMayNotCall() {
        TlsChannelCredentials.Builder stranger = TlsChannelCredentials.newBuilder();
        assertEquals(Status.Code.UNAUTHENTICATED, callWith(stranger.trustManager(
                new TrustingManager()).build()));
    }

    @Test
    @Order(9)
    void aCertificateOfAnotherClusterIsRefused() throws IOException {
        NodeConfiguration other = cluster.configuration("other");
        NodeIdentity identity = new ClusterFounder(new SystemClock()).found(other, "other");
        NodeCredentials own = new NodeKeyFolder(other.folder()).credentials();
        CertificateAuthority authority = new NodeKeyFolder(other.folder()).authority();
        assertEquals(authority.certificate(), own.authority());
        assertEquals(identity.memberId(), own.identity().memberId());
        HotCredentials hot =
                new HotCredentials(own);
        assertEquals(Status.Code.UNAVAILABLE, callWith(TlsChannelCredentials.newBuilder()
                .keyManager(hot.keyManager())
                .trustManager(new TrustingManager())
                .build()));
    }

    @Test
    @Order(10)
    void currentReadsGoOnAfterTheLeaderIsGone() throws IOException {
        long revision = set(cluster.any(), "before-leader-change", 0).getRevision();
        String old = cluster.leader().configuration().node();
        TestNode watched = cluster.follower();
        Iterator<ClusterEvent> events = watched.cluster().watchEvents(
                WatchEventsRequest.newBuilder().setFromIndex(watched.status(Consistency.LOCAL)
                        .getPosition().getAppliedIndex()).build());
        NodeConfiguration stopped = cluster.stop(old);
        ClusterEvent event = events.next();
        while (!event.getKind().equals("leader-changed")) {
            event = events.next();
        }
        assertFalse(event.getNode().isEmpty() || event.getNode().equals(old));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                .until(() -> cluster.any().status(Consistency.CURRENT).getConfigurationRevision()
                        == revision);
        set(cluster.any(), "after-leader-change", 0);
        cluster.start(stopped);
        assertTrue(cluster.node(old).status(Consistency.CURRENT).getConfigurationRevision()
                > revision);
    }

    @Test
    @Order(11)
    void everythingIsThereAfterAllNodesRestart() throws IOException {
        long revision = set(cluster.any(), "before-restart", 0).getRevision();
        cluster.any().node().replica().raft().triggerSnapshot().join();
        List<String> names = List.of("n1", "n2", "n3");
        List<NodeConfiguration> stopped = names.stream().map(cluster::stop).toList();
        cluster.startAll(stopped);
        assertEquals(revision,
                cluster.leader().status(Consistency.CURRENT).getConfigurationRevision());
        assertEquals(3, cluster.any().status(Consistency.CURRENT).getNodesCount());
    }

    @Test
    @Order(12)
    void aDaemonThatIsToBeRestartedHandsOverAndIsNotTakenForLost() throws IOException {
        TestNode leader = cluster.leader();
        String name = leader.configuration().node();
        leader.nodes().restart(RestartNodeRequest.getDefaultInstance());
        await().atMost(LIMIT).until(() -> !leader.ends().isEmpty());
        assertTrue(leader.ends().element().startsWith("RETRY: "), leader.ends()::toString);
        assertFalse(leader.leads());
        NodeConfiguration stopped = cluster.stop(name);
        assertEquals("restarting", state(cluster.leader(), name));

        cluster.start(stopped);
        await().atMost(LIMIT).until(() -> state(cluster.leader(), name).equals("online"));
    }

    @Test
    @Order(12)
    void aNodeThatIsStoppedFromElsewhereLeavesAndEnds() throws IOException {
        TestNode stopped = cluster.leader();
        TestNode asked = cluster.follower();
        String name = stopped.configuration().node();
        asked.nodes().stop(StopNodeRequest.newBuilder().setNode(name).build());
        await().atMost(LIMIT).until(() -> !stopped.ends().isEmpty());
        assertEquals("OK: left", stopped.ends().element());
        await().atMost(LIMIT).until(() -> state(asked, name).equals("left"));
        assertFalse(stopped.leads());

        cluster.start(cluster.stop(name));
        await().atMost(LIMIT).until(() -> state(asked, name).equals("online"));
    }

    @Test
    @Order(12)
    void aSecondDaemonOnTheSameFolderIsRefused() {
        refused(ExitCode.RETRY, "another daemon",
                () -> FolderLock.take(cluster.any().configuration().folder()));
    }

    @Test
    @Order(13)
    void aVoterIsRemovedOnlyWhereMostAgreeWithoutIt() throws IOException {
        TestNode leader = cluster.leader();
        List<String> others = cluster.nodes().stream()
                .map(node -> node.configuration().node())
                .filter(name -> !name.equals(leader.configuration().node()))
                .toList();
        NodeConfiguration away = cluster.stop(others.getFirst());
        await().atMost(Duration.ofSeconds(20)).until(() -> isLost(leader, others.getFirst()));

        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class,
                () -> leader.nodes().remove(
                        RemoveNodeRequest.newBuilder().setNode(others.getLast()).build()));
        assertEquals(Status.Code.FAILED_PRECONDITION, refused.getStatus().getCode());
        assertTrue(refused.getMessage().contains("most have to agree"), refused.getMessage());

        cluster.start(away);
    }

    @Test
    @Order(14)
    void aRemovedMemberIsRefused() {
        TestNode leader = cluster.leader();
        NodeConfiguration removed =
                cluster.stop(cluster.follower().configuration().node());
        settle(leader, removed.node());
        remove(leader, removed.node());
        removedNode = Optional.of(removed);
        NodeCredentials credentials =
                new NodeKeyFolder(removed.folder()).credentials();
        await().atMost(Duration.ofSeconds(20)).until(() -> callWith(leader,
                TlsChannelCredentials.newBuilder()
                        .keyManager(new HotCredentials(credentials)
                                .keyManager())
                        .trustManager(new TrustingManager())
                        .build())
                == Status.Code.PERMISSION_DENIED);
    }

    @Test
    @Order(15)
    void aNodeThatWasRemovedWhileItWasAwayEndsWhenItStarts() throws IOException {
        isToldOfItsRemoval(removedNode.orElseThrow());
    }

    @Test
    @Order(16)
    void aNodeThatWasRemovedBeforeItsFirstStartEndsWhenItStarts() throws IOException {
        NodeConfiguration newcomer = cluster.configuration("n9");
        new ClusterJoiner(new SystemClock()).join(
                newcomer, cluster.token(Duration.ofMinutes(5)));
        remove(cluster.leader(), newcomer.node());

        isToldOfItsRemoval(newcomer);
    }

    private static void isToldOfItsRemoval(NodeConfiguration removed) throws IOException {
        try (TestNode node = TestNode.start(removed)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !node.ends().isEmpty());
            String end = node.ends().element();
            assertTrue(end.startsWith(
                    "REFUSED: this node was removed from the cluster: the node at "), end);
        }
    }

    private static void remove(TestNode leader, String node) {
        Member member = leader.node().replica().states().current()
                .member(new NodeId(node)).orElseThrow();
        assertInstanceOf(Outcome.Accepted.class, assertInstanceOf(Proposed.Applied.class,
                leader.node().replica().proposer().propose(Proposal.of(
                        new Command.ChangeMembership(new MembershipChange.Removed(
                                member.node(), member.memberId())),
                        Author.cluster("test"))).join())
                .outcome());
    }

    /** A machine may go only when it is certain that nothing runs there. */
    private static void settle(TestNode leader, String node) {
        await().atMost(Duration.ofSeconds(20)).until(() -> isLost(leader, node));
        leader.fencing().confirm(ConfirmFencingRequest.newBuilder().setNode(node).build());
    }

    private static boolean isLost(TestNode leader, String node) {
        return state(leader, node).equals("lost");
    }

    private static String state(TestNode asked, String node) {
        return asked.status(Consistency.LOCAL).getNodesList().stream()
                .filter(view -> view.getName().equals(node))
                .map(NodeStatusView::getState)
                .findFirst()
                .orElse("");
    }

    private static Status.Code callWith(ChannelCredentials credentials) {
        return callWith(cluster.any(), credentials);
    }

    private static Status.Code callWith(TestNode node, ChannelCredentials credentials) {
        ManagedChannel channel = Grpc.newChannelBuilder(
                node.configuration().apiAddress(), credentials).build();
        try {
            ClusterServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .getStatus(GetStatusRequest.newBuilder()
                            .setConsistency(Consistency.LOCAL).build());
            return Status.Code.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    private static void refused(ExitCode code, String message, Runnable work) {
        StartupFailure failure = assertThrows(StartupFailure.class, work::run);
        assertEquals(code, failure.exitCode(), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
    }

    private static ChangeConfigurationReply set(TestNode node, String value, long expected) {
        return node.configurations().change(request(value, "", expected));
    }

    private static ChangeConfigurationRequest request(
            String value, String requestId, long expected) {
        return ChangeConfigurationRequest.newBuilder()
                .setContext(ChangeContext.newBuilder().setRequestId(requestId))
                .setExpectedRevision(expected)
                .setEdits(ConfigurationCodec.encode(List.of(new SetProperty(
                        ConfigurationSection.CLUSTER_PROPERTIES, "cluster-name",
                        Optional.of(value)))))
                .build();
    }
}
