// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.leader.FenceAssigner.Step;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Safety rule 15: a fence operation has one owner, which is never its target. */
class FenceAssignerTest {

    private static final LivenessSettings SETTINGS = LivenessSettings.LOCAL_NETWORK;
    private static final Duration GRACE = SETTINGS.lease().plus(FenceAssigner.KILL_MARGIN);

    private final Scenario cluster =
            Scenario.of("a", "b", "c", "d").with(Scenario.primitive("r"));
    private final LeaderAtHand leader = new LeaderAtHand(cluster);
    private final FenceAssigner assigner = assigner();

    private FenceAssigner assigner() {
        return new FenceAssigner(new NodeId("a"), SETTINGS, new LeaderOptions(leader));
    }

    private List<String> steps() {
        return assigner.steps(cluster.state(), leader.bootNanos()).stream()
                .map(step -> switch (step) {
                    case Step.Assign(var record, var owner) -> record.target() + " by " + owner;
                    case Step.HandOver(var record, var successor) -> "lead " + successor;
                })
                .toList();
    }

    private void fence(String target) {
        cluster.lose(target);
        cluster.adopt(Scenario.fence(target));
    }

    private void fail(String target, String owner) {
        cluster.assignFencing(target, owner);
        long incarnation = cluster.state().fencing().open(new NodeId(target)).orElseThrow()
                .incarnation();
        cluster.accept(cluster.fencingFailed(target, incarnation, owner));
        cluster.adopt(Scenario.fence(target));
    }

    @Test
    void leaderItselfIsTheFirstChoice() {
        fence("c");

        assertEquals(List.of("c by a"), steps());
    }

    @Test
    void nodeThatMayNotUseTheDeviceGoesLast() {
        cluster.accept(PlannedCluster.change(PlannedCluster.configuration("",
                "<primitive id='ipmi' class='stonith' type='fence_ipmilan'/>",
                "<rsc_location id='not-a' rsc='ipmi' node='a' score='-INFINITY'/>")));
        fence("c");

        assertEquals(List.of("c by b"), steps());
    }

    @Test
    void targetNeverOwnsItsOwnFencing() {
        cluster.adopt(Scenario.fence("b"));
        for (int failures = 0; failures < 6; failures++) {
            leader.pass(Duration.ofMinutes(2));
            steps();
            leader.pass(Duration.ofMinutes(2));
            assertEquals(0, steps().stream().filter("b by b"::equals).count());
            fail("b", "a");
        }
    }

    @Test
    void nodeThatIsToBeFencedItselfIsTheLastChoice() {
        cluster.lose("b");
        cluster.lose("c");
        cluster.lose("d");
        cluster.adopt(Scenario.fence("a"), Scenario.fence("b"), Scenario.fence("c"),
                Scenario.fence("d"));

        assertEquals(List.of("b by a", "c by a", "d by a"), steps());
    }

    /** What is found there late has to stop before it goes, and may wait for the fencing. */
    @Test
    void nodeThatWasLetGoFencesWhileSomethingRunsOnIt() {
        long incarnation = cluster.node("a").incarnation();
        cluster.accept(Scenario.event("a",
                new NodeEvent.ShutdownRequested(incarnation, cluster.time())));
        cluster.adopt(Scenario.action(Task.PROBE, "r", "a"), new ClusterAction("do_shutdown-a",
                ClusterTask.SHUTDOWN, new NodeId("a"), Optional.empty()));
        cluster.complete("r_monitor_0", "a", 0);
        fence("b");

        assertEquals(List.of("b by c"), steps());

        fence("c");
        fence("d");
        cluster.adopt(Scenario.fence("b"), Scenario.fence("c"), Scenario.fence("d"));

        assertEquals(List.of("b by a", "c by a", "d by a"), steps());
    }

    @Test
    void nodeThatWasLetGoAndIsEmptyFencesNobody() {
        long incarnation = cluster.node("a").incarnation();
        cluster.accept(Scenario.event("a",
                new NodeEvent.ShutdownRequested(incarnation, cluster.time())));
        cluster.adopt(new ClusterAction("do_shutdown-a", ClusterTask.SHUTDOWN, new NodeId("a"),
                Optional.empty()));
        cluster.lose("b");
        cluster.lose("c");
        cluster.lose("d");
        cluster.adopt(Scenario.fence("b"), Scenario.fence("c"), Scenario.fence("d"));

        assertEquals(List.of(), steps());
    }

    @Test
    void leaderThatIsToBeFencedHandsLeadershipOverFirst() {
        cluster.adopt(Scenario.fence("a"));

        assertEquals(List.of("lead b"), steps());
    }

    @Test
    void ownerThatServesKeepsTheOperationHoweverLongItTakes() {
        fence("c");
        cluster.assignFencing("c", "b");

        assertEquals(List.of(), steps());
        leader.pass(GRACE.multipliedBy(20));
        assertEquals(List.of(), steps());
    }

    @Test
    void lostOwnerIsReplacedOnlyAfterItsLeaseAndTheKillMargin() {
        fence("c");
        cluster.assignFencing("c", "b");
        cluster.lose("b");

        assertEquals(List.of(), steps());
        leader.pass(GRACE.minusNanos(1));
        assertEquals(List.of(), steps());
        leader.pass(Duration.ofNanos(1));
        assertEquals(List.of("c by a"), steps());
    }

    @Test
    void newLeaderCountsTheGraceOfALostOwnerAfresh() {
        fence("c");
        cluster.assignFencing("c", "b");
        cluster.lose("b");
        steps();
        leader.pass(GRACE.minusNanos(1));

        assigner.clear();

        assertEquals(List.of(), steps());
        leader.pass(GRACE.minusNanos(1));
        assertEquals(List.of(), steps());
    }

    @Test
    void fencedOwnerIsReplacedAtOnce() {
        fence("c");
        cluster.assignFencing("c", "b");
        long incarnation = cluster.node("b").incarnation();
        cluster.lose("b");
        cluster.adopt(Scenario.fence("b"));
        cluster.assignFencing("b", "a");
        cluster.accept(cluster.fenced("b", incarnation, "a"));

        assertEquals(List.of("c by a"), steps());
    }

    @Test
    void afterAFailureAnotherMachineTriesWithADelay() {
        fence("c");
        fail("c", "a");

        assertEquals(List.of(), steps());
        leader.pass(Duration.ofSeconds(1));
        assertEquals(List.of("c by b"), steps());
    }

    @Test
    void afterTheLastAttemptOnlyTheRecheckIntervalTriesAgain() {
        cluster.accept(PlannedCluster.change(PlannedCluster.configuration(
                "<nvpair id='o1' name='fencing-max-attempts' value='2'/>"
                        + "<nvpair id='o2' name='cluster-recheck-interval' value='5min'/>",
                "", "")));
        fence("c");
        fail("c", "a");
        fail("c", "b");

        steps();
        leader.pass(Duration.ofMinutes(5).minusNanos(1));
        assertEquals(List.of(), steps());
        leader.pass(Duration.ofNanos(1));
        assertEquals(List.of("c by d"), steps());
    }
}
