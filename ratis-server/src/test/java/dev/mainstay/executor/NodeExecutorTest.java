// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Activity;
import dev.mainstay.port.AgentClient.LedgerEntry;
import dev.mainstay.port.AgentClient.Result;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node's executor over the real applier: what it begins, and when it holds still. */
class NodeExecutorTest {

    private static final NodeId SELF = LogOfOne.SELF;
    private static final InstanceId SERVICE = new InstanceId("db");
    private static final AgentName AGENT = new AgentName("ocf", Optional.of("test"), "service");

    private final ManualLoop loop = new ManualLoop();
    private final FakeAgent agent = new FakeAgent();
    private final LogOfOne log = new LogOfOne(loop);
    private final HostLoadAtHand load = new HostLoadAtHand();
    private Reply answer = new Reply.Unreachable("nobody leads");
    private NodeExecutor executor;

    NodeExecutorTest() {
        executor = new NodeExecutor(
                new ExecutorPorts(SELF, loop, loop, log, log::propose, new NoLeadership(),
                        renewal -> CompletableFuture.completedFuture(answer), agent,
                        new NoFencing(), load),
                (configuration, action, node, now) -> Optional.of(new ResolvedOrder(AGENT,
                        SortedMaps.empty(), SortedMaps.empty(), SortedMaps.empty(),
                        OperationDigests.NONE, "Started", 0)),
                LivenessSettings.LOCAL_NETWORK, 1, "test");
    }

    @BeforeEach
    void joins() {
        log.found();
        executor.open();
        loop.runAll();
    }

    @Test
    void agentIsReapedBeforeTheJoinAndGetsItsIndexAsEpoch() {
        assertEquals(List.of(1L, log.incarnation()), agent.epochs);
        assertTrue(log.commands.stream()
                .anyMatch(command -> command instanceof Command.RecordNodeEvent event
                        && event.event() instanceof NodeEvent.Joined joined
                        && joined.reaped()));
    }

    @Test
    void nothingIsExecutedWithoutALease() {
        log.adopt(Task.START);
        loop.advance(Duration.ofSeconds(1));

        assertTrue(agent.orders.isEmpty());
    }

    @Test
    void stateOlderThanTheLeaseIsNotExecuted() {
        log.adopt(Task.START);
        grant(log.state.appliedIndex() + 2);
        assertTrue(agent.orders.isEmpty());

        log.apply(new Command.Barrier());
        loop.runAll();
        assertTrue(agent.orders.isEmpty());

        log.apply(new Command.Barrier());
        loop.runAll();
        assertEquals(1, agent.orders.size());
    }

    @Test
    void actionIsBegunOnceAndCarriesTheLease() {
        grant(0);
        log.adopt(Task.START);
        loop.runAll();
        log.apply(new Command.Barrier());
        loop.advance(Duration.ofMillis(600));

        assertEquals(1, agent.orders.size());
        assertTrue(agent.orders.getFirst().leaseDeadline().isPresent());
        assertEquals(log.incarnation(), agent.orders.getFirst().epoch());
    }

    @Test
    void resultIsProposedUntilItIsAppliedAndThenAcknowledged() {
        grant(0);
        log.adopt(Task.START);
        loop.runAll();
        log.reachable = false;
        agent.end(agent.orders.getFirst(), OcfExitCode.OK);
        loop.advance(Duration.ofMillis(500));
        assertTrue(agent.acknowledged.isEmpty());

        log.reachable = true;
        loop.advance(Duration.ofSeconds(2));
        assertEquals(List.of(agent.orders.getFirst().id()), agent.acknowledged);
        assertTrue(log.state.inFlight().isEmpty());
    }

    @Test
    void voidedActionIsCancelled() {
        grant(0);
        log.adopt(Task.START);
        loop.runAll();
        log.apply(new Command.ActionOverdue(1, agent.orders.getFirst().id()));
        loop.runAll();

        assertEquals(List.of(agent.orders.getFirst().id()), agent.cancelled);
    }

    @Test
    void lapseStopsWhatTheLedgerHoldsAndReconcilesBeforeAnythingElse() {
        grant(0);
        log.adopt(Task.START);
        loop.runAll();
        agent.end(agent.orders.getFirst(), OcfExitCode.OK);
        loop.runAll();
        agent.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.STARTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        answer = new Reply.Unreachable("cut off");
        log.reachable = false;
        loop.advance(Duration.ofSeconds(6));

        assertEquals(Task.STOP, agent.orders.getLast().task());
        agent.end(agent.orders.getLast(), OcfExitCode.OK);
        log.reachable = true;
        loop.advance(Duration.ofSeconds(2));
        assertTrue(log.commands.stream()
                .anyMatch(command -> command instanceof Command.ReconcileLocal local
                        && local.done().size() == 1 && local.uncertain().isEmpty()));
    }

    @Test
    void leaseThatGoesAgainBeforeTheReportIsInTheLogStopsWhatWasLeft() {
        grant(0);
        agent.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.STARTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        log.reachable = false;
        cutOff();
        assertEquals(List.of(Task.STOP), tasks());
        grant(0);
        agent.end(agent.orders.getLast(), OcfExitCode.GENERIC_ERROR);
        loop.runAll();
        assertEquals(List.of(Task.STOP), tasks(), "the cluster has it again");

        cutOff();
        assertEquals(List.of(Task.STOP, Task.STOP), tasks(), "and nobody has it now");
        grant(0);
        cutOff();
        agent.end(agent.orders.getLast(), OcfExitCode.GENERIC_ERROR);
        loop.runAll();
        assertEquals(List.of(Task.STOP, Task.STOP, Task.STOP), tasks());

        agent.end(agent.orders.getLast(), OcfExitCode.OK);
        loop.runAll();
        log.adopt(Task.START);
        grant(0);
        assertEquals(3, agent.orders.size(), "nothing before all reports are in the log");
        log.reachable = true;
        loop.advance(Duration.ofSeconds(2));
        assertEquals(3, log.commands.stream()
                .filter(Command.ReconcileLocal.class::isInstance).count());
    }

    private void cutOff() {
        answer = new Reply.Unreachable("cut off");
        loop.advance(Duration.ofSeconds(6));
    }

    @Test
    void leaseFromBeforeTheLapseDoesNotCountAfterIt() {
        grant(0);
        answer = new Reply.Unreachable("cut off");
        loop.advance(Duration.ofSeconds(6));
        log.adopt(Task.START);
        loop.advance(Duration.ofSeconds(1));

        assertTrue(agent.orders.isEmpty());
        grant(0);
        assertEquals(1, agent.orders.size());
    }

    @Test
    void freezingClusterTouchesNothingOnALapse() {
        log.policy("freeze");
        grant(0);
        agent.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.STARTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        answer = new Reply.Unreachable("cut off");
        loop.advance(Duration.ofSeconds(10));

        assertTrue(agent.orders.isEmpty());
    }

    @Test
    void demotingClusterStopsOnALapseWhatItCannotDemote() {
        LedgerEntry promoted = new LedgerEntry(new InstanceId("state:0"), AGENT,
                Activity.PROMOTED, SortedMaps.empty(), SortedMaps.empty(), 1_000,
                Optional.empty());
        log.promotable("state", AGENT);
        log.policy("demote");
        grant(0);
        agent.ledger = List.of(promoted);
        answer = new Reply.Unreachable("cut off");
        log.reachable = false;
        loop.advance(Duration.ofSeconds(6));

        assertEquals(List.of(Task.DEMOTE), tasks());
        agent.end(agent.orders.getLast(), OcfExitCode.GENERIC_ERROR);
        loop.runAll();
        assertEquals(List.of(Task.DEMOTE, Task.STOP), tasks());
    }

    @Test
    void demotingClusterDemotesOnALapseAndStopsOnceItsIncarnationIsOver() {
        log.promotable("state", AGENT);
        log.policy("demote");
        grant(0);
        agent.ledger = List.of(new LedgerEntry(new InstanceId("state:0"), AGENT,
                Activity.PROMOTED, SortedMaps.empty(), SortedMaps.empty(), 1_000,
                Optional.empty()));
        answer = new Reply.Unreachable("cut off");
        log.reachable = false;
        loop.advance(Duration.ofSeconds(6));
        // Others may count on nothing running here once it is lost.
        answer = new Reply.Refused("lost");
        loop.advance(Duration.ofSeconds(1));

        assertEquals(List.of(Task.DEMOTE, Task.DEMOTE), tasks());
        agent.end(agent.orders.getFirst(), OcfExitCode.OK);
        agent.end(agent.orders.getLast(), OcfExitCode.OK);
        loop.runAll();
        assertEquals(List.of(Task.DEMOTE, Task.DEMOTE, Task.STOP), tasks());
    }

    private List<Task> tasks() {
        return agent.orders.stream().map(AgentClient.Order::task).toList();
    }

    @Test
    void lapseEndsWhatNeedsALease() {
        grant(0);
        log.adopt(Task.START);
        loop.runAll();
        answer = new Reply.Unreachable("cut off");
        loop.advance(Duration.ofSeconds(6));

        assertEquals(List.of(agent.orders.getFirst().id()), agent.cancelled);
    }

    @Test
    void lostIncarnationStopsEverythingAndJoinsAnew() {
        grant(0);
        agent.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.STARTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        long lost = log.incarnation();
        log.apply(new Command.RecordNodeEvent(SELF, new NodeEvent.Lost(1, lost, "test")));
        loop.runAll();

        assertEquals(Task.STOP, agent.orders.getLast().task());
        agent.end(agent.orders.getLast(), OcfExitCode.OK);
        loop.advance(Duration.ofSeconds(1));
        assertTrue(agent.epochs.getLast() > lost);
    }

    @Test
    void daemonThatComesUpAloneStopsWhatAnEarlierOneLeft() {
        FakeAgent left = new FakeAgent();
        left.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.PROMOTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        comeUpAlone(left);
        loop.advance(Duration.ofSeconds(6));

        assertEquals(Task.DEMOTE, left.orders.getFirst().task());
        left.end(left.orders.getFirst(), OcfExitCode.OK);
        loop.runAll();
        assertEquals(Task.STOP, left.orders.getLast().task());
    }

    @Test
    void daemonThatComesUpAloneUsesNoNumberOfAnEarlierOne() {
        FakeAgent left = new FakeAgent();
        left.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.STARTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        comeUpAlone(left);
        loop.advance(LivenessSettings.LOCAL_NETWORK.lease().minusMillis(1));
        long kept = left.epochs.getLast();
        left.results = List.of(
                new Result(kept, new ActionId(0, 2), new InstanceId("other"),
                        new ActionResult.Unknown("test")),
                new Result(kept - 1, new ActionId(0, 7), SERVICE,
                        new ActionResult.Unknown("test")));
        loop.advance(Duration.ofSeconds(1));

        assertEquals(new ActionId(0, 3), left.orders.getFirst().id());
    }

    @Test
    void attachOfAJoinThatWasGivenUpDoesNotKeepTheMachineFromStoppingAlone() {
        FakeAgent left = new FakeAgent();
        left.ledger = List.of(new LedgerEntry(SERVICE, AGENT, Activity.STARTED,
                SortedMaps.empty(), SortedMaps.empty(), 1_000, Optional.empty()));
        comeUpAlone(left);
        loop.advance(LivenessSettings.LOCAL_NETWORK.lease().minusMillis(1));
        left.raisedAfterNextHealth = true;
        loop.advance(Duration.ofSeconds(1));

        assertEquals(Task.STOP, left.orders.getFirst().task());
        assertEquals(left.epochs.getLast(), left.orders.getFirst().epoch());
    }

    private void comeUpAlone(FakeAgent left) {
        log.reachable = false;
        executor = new NodeExecutor(
                new ExecutorPorts(SELF, loop, loop, log, log::propose, new NoLeadership(),
                        renewal -> CompletableFuture.completedFuture(answer), left,
                        new NoFencing(), load),
                (configuration, action, node, now) -> Optional.empty(),
                LivenessSettings.LOCAL_NETWORK, 1, "test");
        executor.open();
    }

    private void grant(long commitIndex) {
        answer = new Reply.Granted(1, commitIndex, 5_000);
        loop.advance(LivenessSettings.LOCAL_NETWORK.renewEvery());
    }
}
