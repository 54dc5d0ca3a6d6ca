// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient.Activity;
import dev.mainstay.port.AgentClient.LedgerEntry;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.Applied;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node's executor over the real applier: what it begins, and when it holds still. */
class NodeExecutorTest {

    private static final NodeId SELF = new NodeId("n1");
    private static final InstanceId SERVICE = new InstanceId("db");
    private static final AgentName AGENT = new AgentName("ocf", Optional.of("test"), "service");

    private final ManualLoop loop = new ManualLoop();
    private final FakeAgent agent = new FakeAgent();
    private final Log log = new Log();
    private Reply answer = new Reply.Unreachable("nobody leads");
    private NodeExecutor executor;

    NodeExecutorTest() {
        executor = new NodeExecutor(
                new ExecutorPorts(SELF, loop, loop, log, log::propose, new NoLeadership(),
                        renewal -> CompletableFuture.completedFuture(answer), agent,
                        new NoFencing()),
                (configuration, action, node, now) -> Optional.of(new ResolvedOrder(AGENT,
                        SortedMaps.empty(), SortedMaps.empty(), SortedMaps.empty(),
                        OperationDigests.NONE, "Started", 0)),
                LivenessSettings.LOCAL_NETWORK, 1, "test");
    }

    @BeforeEach
    void joins() {
        log.apply(new Command.ChangeMembership(new MembershipChange.Founded("c", "c",
                new Member(SELF, "m1", "k1", "n1.1", "n1:1", "n1:2", true))));
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
                        new NoFencing()),
                (configuration, action, node, now) -> Optional.empty(),
                LivenessSettings.LOCAL_NETWORK, 1, "test");
        executor.open();
    }

    private void grant(long commitIndex) {
        answer = new Reply.Granted(1, commitIndex, 5_000);
        loop.advance(LivenessSettings.LOCAL_NETWORK.renewEvery());
    }

    /** The log of a cluster of one, which takes proposals while it is reachable. */
    private final class Log implements StateSource {

        private final CommandApplier applier = new CommandApplier(new StoredFormat());
        private final List<StateSource.Listener> listeners = new ArrayList<>();
        private final List<Command> commands = new ArrayList<>();
        private ClusterState state = ClusterState.initial();
        private boolean reachable = true;

        private CompletableFuture<Proposed> propose(Proposal proposal) {
            return CompletableFuture.completedFuture(reachable
                    ? apply(proposal.command(), proposal.requestId())
                    : new Proposed.NoLeader(Optional.empty()));
        }

        private Proposed.Applied apply(Command command) {
            return apply(command, Optional.empty());
        }

        private Proposed.Applied apply(Command command, Optional<String> requestId) {
            commands.add(command);
            long index = state.appliedIndex() + 1;
            Applied applied = applier.apply(state, new LogEntry(index, 1, loop.wall(), 1,
                    Author.cluster("n1"), requestId, command));
            state = applied.state();
            listeners.forEach(listener -> listener.applied(state, applied.events()));
            return new Proposed.Applied(index, applied.outcome());
        }

        private void adopt(Task task) {
            ResourceAction action = new ResourceAction("db_" + task.ocfName() + "_0",
                    new ResourceId("db"), SERVICE, task, 0, SELF, 1_000, 0, false,
                    SortedMaps.empty());
            Transition transition = new Transition(state.revision(), TransitionLimits.NONE,
                    List.of(new TransitionStep(0, action, List.of(), Optional.empty())));
            apply(new Command.AdoptTransition(state.appliedIndex(), 1, Instant.EPOCH,
                    List.copyOf(state.inFlight().keySet()), false,
                    new Command.TransitionSource.Inline(transition), Optional.empty()));
        }

        private void policy(String value) {
            var option = new Attribute(Optional.of("p"), Optional.empty(),
                    Optional.of("no-quorum-policy"), Optional.of(value));
            apply(new Command.ChangeConfiguration(Optional.empty(),
                    new Command.ConfigurationChange.Document(
                            state.configuration().withClusterProperties(List.of(
                                    new AttributeSet(Optional.of("s"),
                                            Optional.empty(), Optional.empty(),
                                            Optional.empty(), List.of(option))))),
                    "test"));
        }

        private long incarnation() {
            return state.node(SELF).orElseThrow().incarnation();
        }

        @Override
        public ClusterState current() {
            return state;
        }

        @Override
        public AutoCloseable subscribe(StateSource.Listener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    private static final class NoLeadership implements Leadership {

        @Override
        public OptionalLong leadingTerm() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<NodeId> leader() {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Optional<Proof>> prove() {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Boolean> transferTo(NodeId node) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public AutoCloseable subscribe(Leadership.Listener listener) {
            return () -> {};
        }
    }

    private static final class NoFencing implements FenceClient {

        @Override
        public CompletableFuture<FenceResult> fence(FenceOrder order) {
            return CompletableFuture.completedFuture(
                    new FenceResult(false, 1, Power.UNKNOWN, "there is no device"));
        }

        @Override
        public void cancel(String requestId) {
            // Nothing runs.
        }

        @Override
        public void extendDeadline(long ownerIncarnation, long deadlineBootNanos) {
            // Nothing runs.
        }

        @Override
        public CompletableFuture<Boolean> covers(Device device, NodeId target) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletableFuture<Optional<Abilities>> abilities(String agent) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
