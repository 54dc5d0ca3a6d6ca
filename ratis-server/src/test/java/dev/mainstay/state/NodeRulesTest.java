// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static dev.mainstay.state.Scenario.FENCE;
import static dev.mainstay.state.Scenario.action;
import static dev.mainstay.state.Scenario.chain;
import static dev.mainstay.state.Scenario.event;
import static dev.mainstay.state.Scenario.fence;
import static dev.mainstay.state.Scenario.primitive;
import static dev.mainstay.state.Scenario.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionLimits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules 13, 14, 15 and 21: lost, fenced, back, and alone. */
class NodeRulesTest {

    private static final InstanceId R = new InstanceId("r");

    private final Scenario cluster =
            Scenario.of("a", "b", "c").with(primitive("r"), primitive("f", FENCE));

    private void runOnC() {
        cluster.carryOut(action(Task.START, "r", "c"));
        cluster.carryOut(action(Task.MONITOR, "r", "c"));
    }

    private Activity activity(String node) {
        return cluster.node(node).histories().get(R).activity();
    }

    @Test
    void announcedRestartEndsWithTheNextJoinAndSoDoesAShutdown() {
        Scenario cluster = Scenario.of("a", "b");
        long incarnation = cluster.node("b").incarnation();
        cluster.accept(event("b", new NodeEvent.RestartAnnounced(incarnation)));
        assertTrue(cluster.node("b").isRestarting());
        cluster.accept(event("b",
                new NodeEvent.ShutdownRequested(incarnation, cluster.time())));
        assertTrue(cluster.node("b").isLeaving());

        cluster.join("b", "boot-b");

        assertFalse(cluster.node("b").isRestarting());
        assertFalse(cluster.node("b").isLeaving());
        assertInstanceOf(Rejection.Outdated.class,
                cluster.reject(event("b", new NodeEvent.RestartAnnounced(incarnation))));
    }

    @Test
    void nothingStartsElsewhereBeforeTheLostNodeIsFenced() {
        runOnC();
        cluster.lose("c");
        cluster.adopt(TransitionLimits.NONE, chain(fence("c"), action(Task.START, "r", "a")));
        long lost = cluster.node("c").incarnation();
        assertEquals(List.of("stonith-c-reboot@c"), cluster.keysInFlight());
        cluster.assignFencing("c", "b");
        assertEquals(List.of("stonith-c-reboot@c"), cluster.keysInFlight());

        cluster.accept(cluster.fenced("c", lost, "b"));

        assertEquals(List.of("r_start_0@a"), cluster.keysInFlight());
        assertEquals(NodeState.SETTLED, cluster.node("c").state());
        assertTrue(cluster.node("c").histories().isEmpty());
        assertTrue(cluster.node("c").monitors().isEmpty());
        assertFalse(cluster.state().planDemand().isWanted());
    }

    @Test
    void failedFencingWantsAPlanAndSettlesNothing() {
        runOnC();
        cluster.lose("c");
        cluster.adopt(TransitionLimits.NONE, chain(fence("c"), action(Task.START, "r", "a")));
        cluster.assignFencing("c", "b");

        cluster.accept(cluster.fencingFailed("c", cluster.node("c").incarnation(), "b"));

        assertEquals(NodeState.LOST, cluster.node("c").state());
        assertEquals(List.of(), cluster.keysInFlight());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
        assertEquals(1, cluster.state().fencing().failuresInARow(new NodeId("c")));
    }

    @Test
    void onlyTheOwnerReportsAndOnlyForTheIncarnationThatItFenced() {
        cluster.lose("c");
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "b");
        long lost = cluster.node("c").incarnation();

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(cluster.fenced("c", lost, "a")));
        assertInstanceOf(Rejection.Outdated.class,
                cluster.reject(cluster.fenced("c", lost - 1, "b")));
        assertEquals(NodeState.LOST, cluster.node("c").state());
    }

    @Test
    void joinStaysPendingWhileAFenceOperationIsOpenAndSurvivesItsSuccess() {
        runOnC();
        cluster.lose("c");
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "b");
        long lost = cluster.node("c").incarnation();

        long joined = cluster.join("c", "boot-after");
        assertTrue(cluster.node("c").isPending());
        assertEquals(lost, cluster.node("c").incarnation());
        assertEquals(Activity.ACTIVE, activity("c"));
        cluster.accept(cluster.fenced("c", lost, "b"));

        assertFalse(cluster.node("c").isPending());
        assertEquals(joined, cluster.node("c").incarnation());
        assertEquals(NodeState.ONLINE, cluster.node("c").state());
    }

    @Test
    void lateFenceResultDoesNotTouchALaterIncarnation() {
        cluster.lose("c");
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "b");
        long lost = cluster.node("c").incarnation();
        cluster.accept(new Command.ActionOverdue(
                Scenario.TERM, cluster.inFlight("stonith-c-reboot", "c")));
        cluster.join("c", "boot-after");
        runOnC();

        cluster.accept(cluster.fenced("c", lost, "b"));

        assertEquals(NodeState.ONLINE, cluster.node("c").state());
        assertEquals(Activity.ACTIVE, activity("c"));
    }

    @Test
    void joinWithAnotherBootIdSettlesAndErases() {
        runOnC();
        cluster.lose("c");

        cluster.join("c", "boot-after");

        assertEquals(NodeState.ONLINE, cluster.node("c").state());
        assertTrue(cluster.node("c").histories().isEmpty());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }

    @Test
    void joinWithTheSameBootIdOfARunningNodeTurnsHistoryToUnknown() {
        runOnC();
        cluster.adopt(action(Task.STOP, "r", "c"));

        cluster.join("c", "boot-c");

        assertEquals(NodeState.ONLINE, cluster.node("c").state());
        assertEquals(Activity.UNKNOWN, activity("c"));
        assertEquals(List.of(), cluster.keysInFlight());
        assertTrue(cluster.node("c").monitors().isEmpty());
    }

    @Test
    void joinOfALostNodeWithTheSameBootIdWaitsForFencing() {
        runOnC();
        cluster.lose("c");

        cluster.join("c", "boot-c");
        assertTrue(cluster.node("c").isPending());
        assertEquals(NodeState.LOST, cluster.node("c").state());

        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "a");
        cluster.accept(cluster.fenced("c", cluster.node("c").incarnation(), "a"));
        assertTrue(cluster.node("c").histories().isEmpty());
    }

    @Test
    void joinFromBeforeTheFencingEndsWithItAndTheNextOneCounts() {
        runOnC();
        cluster.lose("c");
        cluster.join("c", "boot-c");
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "a");
        cluster.accept(cluster.fenced("c", cluster.node("c").incarnation(), "a"));

        // The fenced machine is not to be waited for, lost and fenced again while it boots.
        assertEquals(NodeState.SETTLED, cluster.node("c").state());
        assertFalse(cluster.node("c").isPending());

        long joined = cluster.join("c", "boot-after");
        assertEquals(NodeState.ONLINE, cluster.node("c").state());
        assertEquals(joined, cluster.node("c").incarnation());
    }

    @Test
    void joinOfTheFencedBootEndsWithItEvenIfItCameDuringTheFencing() {
        runOnC();
        cluster.lose("c");
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "a");
        cluster.join("c", "boot-c");
        cluster.accept(cluster.fenced("c", cluster.node("c").incarnation(), "a"));

        assertEquals(NodeState.SETTLED, cluster.node("c").state());
        assertFalse(cluster.node("c").isPending());
    }

    @Test
    void restartOfANodeThatIsBeingFencedEndsItsIncarnation() {
        runOnC();
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "b");
        long fenced = cluster.node("c").incarnation();

        cluster.join("c", "boot-c");
        assertTrue(cluster.node("c").isPending());
        assertEquals(NodeState.LOST, cluster.node("c").state());
        cluster.accept(cluster.fencingFailed("c", fenced, "b"));

        // Lost, with the same boot id and a fence device: the next attempt has to settle it.
        assertTrue(cluster.node("c").isPending());
    }

    @Test
    void joinThatHasNotReapedIsRejected() {
        runOnC();

        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(
                event("c", new NodeEvent.Joined("boot-c", false, 1, "test"))));
    }

    @Test
    void lostIsFinal() {
        long lost = cluster.node("c").incarnation();
        cluster.lose("c");

        for (NodeEvent event : List.of(new NodeEvent.Cleared(Scenario.TERM, lost),
                new NodeEvent.Left(lost), new NodeEvent.Suspected(Scenario.TERM, lost))) {
            assertInstanceOf(Rejection.Outdated.class, cluster.reject(event("c", event)));
        }
        assertEquals(NodeState.LOST, cluster.node("c").state());
    }

    @Test
    void confirmationSettlesALostNodeOnly() {
        long online = cluster.node("c").incarnation();
        var confirmed = new Command.RecordFencing(new NodeId("c"), online,
                new FencingEvent.Confirmed());
        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(confirmed));
        cluster.lose("c");

        cluster.accept(confirmed);

        assertEquals(NodeState.SETTLED, cluster.node("c").state());
    }

    @Test
    void reassignedFencingTellsThatItMayBeHalfDone() {
        cluster.lose("c");
        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "b");
        cluster.assignFencing("c", "a");

        FencingRecord duty = cluster.state().fenceDuties(new NodeId("a")).getFirst();
        assertTrue(duty.takenOver());
        assertEquals(cluster.index(), duty.assignedAt());
    }

    @Test
    void fencingContinuesInTheNextPlanUnderItsId() {
        cluster.lose("c");
        cluster.adopt(fence("c"));
        var id = cluster.inFlight("stonith-c-reboot", "c");
        cluster.accept(new Command.RequestPlan(Scenario.TERM, "test"));

        cluster.adopt(TransitionLimits.NONE, chain(
                new FenceAction(new NodeId("c"),
                        FenceOperation.REBOOT, 0, "another reason"),
                action(Task.START, "r", "a")));

        assertEquals(id, cluster.inFlight("stonith-c-reboot", "c"));
        assertEquals(1, cluster.state().inFlight().size());
        cluster.assignFencing("c", "a");
        cluster.accept(cluster.fenced("c", cluster.node("c").incarnation(), "a"));
        assertEquals(List.of("r_start_0@a"), cluster.keysInFlight());
    }

    @Test
    void shutdownGoesInSteps() {
        long incarnation = cluster.node("c").incarnation();
        cluster.accept(event("c", new NodeEvent.ShutdownRequested(incarnation, cluster.time())));
        assertEquals(NodeState.SHUTTING_DOWN, cluster.node("c").state());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());

        cluster.adopt(new ClusterAction("do_shutdown-c", ClusterTask.SHUTDOWN, new NodeId("c"),
                Optional.empty()));
        assertEquals(NodeState.RELEASED, cluster.node("c").state());
        cluster.accept(event("c", new NodeEvent.Left(incarnation)));

        assertEquals(NodeState.LEFT, cluster.node("c").state());
        assertTrue(cluster.node("c").attributes().isEmpty());
    }

    @Test
    void releasedNodeDoesNotLeaveWithSomethingThatWasFoundOnIt() {
        long incarnation = cluster.node("c").incarnation();
        cluster.accept(event("c", new NodeEvent.ShutdownRequested(incarnation, cluster.time())));
        cluster.adopt(action(Task.PROBE, "r", "c"), new ClusterAction("do_shutdown-c",
                ClusterTask.SHUTDOWN, new NodeId("c"), Optional.empty()));
        cluster.complete("r_monitor_0", "c", 0);

        assertInstanceOf(Rejection.NotPossibleNow.class,
                cluster.reject(event("c", new NodeEvent.Left(incarnation))));

        cluster.carryOut(action(Task.STOP, "r", "c"));
        cluster.accept(event("c", new NodeEvent.Left(incarnation)));
    }

    @Test
    void lapseIsReconciled() {
        runOnC();
        cluster.adopt(action(Task.START, "f", "c"));

        cluster.accept(new Command.ReconcileLocal(new NodeId("c"),
                cluster.node("c").incarnation(),
                List.of(record("r_stop_0", 0, OperationStatus.DONE)),
                List.of(new InstanceId("f"))));

        assertEquals(Activity.INACTIVE, activity("c"));
        assertEquals(Activity.UNKNOWN,
                cluster.node("c").histories().get(new InstanceId("f")).activity());
        assertTrue(cluster.node("c").monitors().isEmpty());
        assertEquals(List.of(), cluster.keysInFlight());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }

    /** It names the local stop, which no entry knows, or is from before it. */
    @Test
    void reportOnWhatALapseLeftUncertainSettlesNothingBeforeTheProbe() {
        runOnC();
        cluster.accept(new Command.ReconcileLocal(new NodeId("c"),
                cluster.node("c").incarnation(), List.of(), List.of(new InstanceId("r"))));

        assertTrue(cluster.node("c").monitors().isEmpty());
        assertEquals(Optional.empty(),
                cluster.node("c").histories().get(new InstanceId("r")).lastOperation());
    }

    @Test
    void whatWasInFlightBeforeALapseMayHaveBeenDone() {
        cluster.adopt(action(Task.START, "r", "c"));

        cluster.accept(new Command.ReconcileLocal(new NodeId("c"),
                cluster.node("c").incarnation(), List.of(), List.of()));

        assertEquals(Activity.UNKNOWN, activity("c"));
    }

    /** Of an anonymous clone's monitor it names a number that no history has. */
    @Test
    void cancelInFlightBeforeALapseLeavesNothingUnknown() {
        runOnC();
        cluster.adopt(new ResourceAction("r:1_monitor_5000", new ResourceId("r"),
                new InstanceId("r:1"), Task.MONITOR, 5_000, new NodeId("c"), 20_000, 0, true,
                SortedMaps.empty()));
        ActionId cancel = cluster.inFlight("r:1_monitor_5000", "c");

        cluster.accept(new Command.ReconcileLocal(new NodeId("c"),
                cluster.node("c").incarnation(), List.of(), List.of()));
        cluster.accept(new Command.RecordActionResult(new NodeId("c"),
                cluster.node("c").incarnation(), cancel, new ActionResult.Completed(
                        record("r:1_monitor_5000", 0, OperationStatus.CANCELLED))));

        assertEquals(List.of(), cluster.keysInFlight());
        assertEquals(List.of(Activity.ACTIVE), cluster.node("c").histories().values().stream()
                .map(InstanceHistory::activity).toList());
    }

    @Test
    void schedulerSeesLostAsUncleanAndSettledAsCleanlyGone() {
        runOnC();
        cluster.accept(event("c", new NodeEvent.ShutdownRequested(
                cluster.node("c").incarnation(), cluster.time())));
        cluster.lose("c");
        NodeStatus lost = seen("c");
        assertEquals(Presence.ABSENT, lost.condition().membership());
        assertEquals(JoinState.MEMBER, lost.condition().expected());
        // Else the scheduler would take it for shut down, with the resource stopped.
        assertFalse(lost.transientAttributes().containsKey("shutdown"));
        assertEquals(1, lost.histories().size());

        cluster.adopt(fence("c"));
        cluster.assignFencing("c", "a");
        cluster.accept(cluster.fenced("c", cluster.node("c").incarnation(), "a"));
        assertEquals(JoinState.DOWN, seen("c").condition().expected());
    }

    @Test
    void schedulerSeesAnUnknownStartOnALostNodeAsBegun() {
        cluster.adopt(action(Task.START, "r", "c"));
        cluster.lose("c");

        var records = seen("c").histories().getFirst().records();

        assertEquals(OperationStatus.PENDING, records.getLast().status());
        assertEquals("start", records.getLast().task());
    }

    @Test
    void schedulerSeesWhatWasRemovedAndMayRunAsStarted() {
        runOnC();
        cluster.carryOut(action(Task.STOP, "r", "c"));
        cluster.with(primitive("f", FENCE));
        cluster.join("c", "boot-c");
        assertEquals(Activity.UNKNOWN, activity("c"));

        var newest = seen("c").histories().getFirst().records().stream()
                .max((one, other) -> Integer.compare(one.order(), other.order())).orElseThrow();

        assertEquals(OperationStatus.DONE, newest.status());
        assertEquals("start", newest.task());
    }

    private NodeStatus seen(String node) {
        return SchedulerInputs.of(cluster.state(), cluster.time()).status().nodes().stream()
                .filter(status -> status.name().value().equals(node))
                .findFirst()
                .orElseThrow();
    }
}
