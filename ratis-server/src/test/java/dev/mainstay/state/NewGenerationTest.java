// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.SnapshotCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.transition.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a restore keeps, what it forgets, and what it holds back (safety.md 25). */
class NewGenerationTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private static Scenario lostCluster() {
        Scenario cluster = Scenario.of("a", "b", "c").with(Scenario.primitive("r"));
        cluster.accept(new Command.ChangeAttribute(A, "transient", Optional.of("1")));
        cluster.accept(new Command.ChangeTicket("t", Optional.of(true), Optional.of(false)));
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        cluster.adopt(Scenario.action(Task.STOP, "r", "a"));
        return cluster;
    }

    private static ClusterState restored(ClusterState saved) {
        return new NewGeneration(
                new ClusterIdentity("id-2", "test"),
                new Member(A, "member-2", "key-2", "a.2", "a:7420", "a:7421", true),
                new Membership.Predecessor("id-1", Content.copyOf(new byte[] {1}),
                        Content.copyOf(new byte[] {2})),
                Instant.parse("2026-02-01T00:00:00Z"),
                new Author("restore", "a")).of(saved);
    }

    private static Scenario newCluster() {
        return Scenario.from(restored(lostCluster().state()));
    }

    /** With the ids of a new member, as each join has. */
    private static void admit(Scenario cluster, String node) {
        cluster.accept(new Command.ChangeMembership(new MembershipChange.TokenIssued(
                "again-" + node, "hash", cluster.time().plusSeconds(60))));
        cluster.accept(new Command.ChangeMembership(new MembershipChange.Admitted(
                "again-" + node, "hash", new Member(new NodeId(node), "again-" + node,
                        "again-" + node, node + ".2", node + ":7420", node + ":7421", true))));
    }

    private static void joinAgain(Scenario cluster, String node) {
        admit(cluster, node);
        cluster.join(node, "boot-2-" + node);
    }

    @Test
    void configurationHistoryAndNamesAreKept() {
        ClusterState saved = lostCluster().state();
        ClusterState state = restored(saved);

        assertEquals(saved.configuration(), state.configuration());
        assertTrue(state.revisions().kept().keySet()
                .containsAll(saved.revisions().kept().keySet()));
        assertEquals(saved.members().keySet(), state.members().keySet());
        assertEquals(saved.fencing().ended(), state.fencing().ended());
    }

    @Test
    void whatWasKnownOfRunningServicesIsForgotten() {
        ClusterState state = restored(lostCluster().state());

        assertTrue(state.inFlight().isEmpty());
        assertEquals(0, state.progress().graph().size());
        assertTrue(state.membership().tokens().isEmpty());
        for (NodeRecord node : state.nodes().values()) {
            assertEquals(NodeState.UNHEARD, node.state());
            assertEquals(0, node.incarnation());
            assertTrue(node.histories().isEmpty());
            assertTrue(node.attributes().isEmpty());
            assertTrue(node.monitors().isEmpty());
        }
        assertTrue(state.tickets().get("t").standby());
        assertTrue(state.tickets().get("t").granted());
    }

    @Test
    void nobodyWhoWatchesReadsThePast() {
        Scenario lost = lostCluster();
        ClusterState state = restored(lost.state());
        // What the lost cluster did after the backup.
        lost.accept(new Command.Barrier());

        assertTrue(state.appliedIndex() > lost.state().appliedIndex() + 1_000_000);
        assertTrue(state.revision() > lost.state().revision() + 100_000);
        assertEquals(lost.state().revision(), state.revisions().current().basedOn());
        assertEquals("id-2", state.identity().orElseThrow().clusterId());
    }

    @Test
    void membersOfTheLostClusterAreNone() {
        ClusterState state = restored(lostCluster().state());

        Member other = state.member(B).orElseThrow();
        assertTrue(other.isAwaited());
        assertFalse(other.voter());
        assertFalse(state.member(A).orElseThrow().isAwaited());
    }

    @Test
    void firstStateIsStoredAndReadAgain() throws IOException {
        ClusterState state = restored(lostCluster().state());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotCodec.write(state, out);

        assertEquals(state, SnapshotCodec.read(new ByteArrayInputStream(out.toByteArray())));
    }

    @Test
    void servicesStayAsTheyAreUntilEveryMachineIsKnown() {
        Scenario cluster = newCluster();
        cluster.join("a", "boot-2-a");
        joinAgain(cluster, "b");

        cluster.adopt(Scenario.action(Task.PROBE, "r", "a"), Scenario.action(Task.START, "r", "a"),
                Scenario.action(Task.STOP, "r", "b"));

        assertEquals(List.of("r_monitor_0@a"), cluster.keysInFlight());
        assertEquals(List.of(new NodeId("c")), RestoreHold.unheard(cluster.state()));
    }

    @Test
    void admissionAloneDoesNotCountAsHeardOf() {
        Scenario cluster = newCluster();
        cluster.join("a", "boot-2-a");
        joinAgain(cluster, "b");
        admit(cluster, "c");

        cluster.adopt(Scenario.action(Task.START, "r", "a"));

        assertEquals(List.of(), cluster.keysInFlight());
    }

    @Test
    void holdEndsWhenTheLastMachineHasJoined() {
        Scenario cluster = newCluster();
        cluster.join("a", "boot-2-a");
        joinAgain(cluster, "b");
        cluster.adopt(Scenario.action(Task.START, "r", "a"));

        joinAgain(cluster, "c");

        assertEquals(PlanDemand.Grade.SAFETY, cluster.state().planDemand().grade());
        cluster.adopt(Scenario.action(Task.START, "r", "a"));
        assertEquals(List.of("r_start_0@a"), cluster.keysInFlight());
    }

    @Test
    void holdEndsWhenTheLastMachineIsConfirmedToBeOff() {
        Scenario cluster = newCluster();
        cluster.join("a", "boot-2-a");
        joinAgain(cluster, "b");

        cluster.accept(new Command.RecordFencing(
                new NodeId("c"), 0, new Command.FencingEvent.Confirmed()));

        assertEquals(PlanDemand.Grade.SAFETY, cluster.state().planDemand().grade());
        cluster.adopt(Scenario.action(Task.START, "r", "a"));
        assertEquals(List.of("r_start_0@a"), cluster.keysInFlight());
    }

    @Test
    void holdEndsWhenTheLastMachineIsFenced() {
        Scenario cluster = newCluster();
        cluster.join("a", "boot-2-a");
        joinAgain(cluster, "b");
        cluster.adopt(Scenario.fence("c"));
        cluster.assignFencing("c", "a");

        cluster.accept(cluster.fenced("c", 0, "a"));

        cluster.adopt(Scenario.action(Task.START, "r", "a"));
        assertEquals(List.of("r_start_0@a"), cluster.keysInFlight());
    }

    @Test
    void machineThatIsUnheardOfIsNotRemovedByMistake() {
        Scenario cluster = newCluster();
        Member other = cluster.state().member(B).orElseThrow();

        Rejection rejection = cluster.reject(new Command.ChangeMembership(
                new MembershipChange.Removed(B, other.memberId())));

        assertInstanceOf(Rejection.NotPossibleNow.class, rejection);
    }

    @Test
    void machineThatIsUnheardOfIsNotFencedUnasked() {
        ClusterState state = restored(lostCluster().state());

        assertTrue(SchedulerInputs.of(state, state.logTime()).status().nodes().stream()
                .noneMatch(node -> node.condition().expected()
                        == dev.mainstay.model.NodeCondition.JoinState.MEMBER));
    }
}
