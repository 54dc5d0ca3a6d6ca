// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.RemoteAgents;
import dev.mainstay.state.Command;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.RemoteMachine;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a member carries out what is ordered on a remote machine (safety.md 7, 9 and 11). */
class RemoteConnectionsTest {

    private static final AgentName CONNECTION =
            new AgentName("ocf", Optional.of("pacemaker"), "remote");
    private static final AgentName SERVICE = new AgentName("ocf", Optional.of("test"), "service");
    private static final NodeId FAR = new NodeId("far");

    private final ManualLoop loop = new ManualLoop();
    private final FakeAgent local = new FakeAgent();
    private final FakeAgent remote = new FakeAgent();
    private final LogOfOne log = new LogOfOne(loop);
    private final List<String> addresses = new ArrayList<>();
    private final SortedSet<String> excluded = new TreeSet<>();
    private boolean leased = true;
    private boolean closed;
    private final NodeExecutor executor = new NodeExecutor(
            new ExecutorPorts(LogOfOne.SELF, loop, loop, log, log::propose, new NoLeadership(),
                    renewal -> CompletableFuture.completedFuture(leased
                            ? new Reply.Granted(1, 0, 5_000)
                            : new Reply.Unreachable("test")),
                    local, new NoFencing(), new HostLoadAtHand(), this::open),
            (configuration, action, node, now) -> Optional.of(new ResolvedOrder(
                    action.instance().value().equals("far") ? CONNECTION : SERVICE,
                    SortedMaps.empty(), SortedMaps.empty(), SortedMaps.empty(),
                    OperationDigests.NONE, "Started", 0)),
            LivenessSettings.LOCAL_NETWORK, 1, "test");

    private RemoteAgents.Line open(RemoteMachine machine, String address, NodeClock clock) {
        addresses.add(address);
        closed = false;
        return new RemoteAgents.Line() {
            @Override
            public AgentClient agent() {
                return remote;
            }

            @Override
            public CompletableFuture<Boolean> exclude(SortedSet<String> memberIds) {
                excluded.addAll(memberIds);
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @BeforeEach
    void joins() {
        log.found();
        log.apply(new Command.ChangeMembership(new MembershipChange.TokenIssued(
                "t", "h", Instant.MAX, Optional.of(FAR))));
        log.apply(new Command.ChangeMembership(new MembershipChange.RemoteAdmitted(
                "t", "h", new RemoteMachine(FAR, "m", "k", "far:7422"))));
        executor.open();
        renew();
    }

    private void renew() {
        loop.advance(LivenessSettings.LOCAL_NETWORK.renewEvery());
    }

    private static ResourceAction action(Task task, String resource, NodeId node) {
        return new ResourceAction(resource + "_" + task.ocfName() + "_0",
                new ResourceId(resource), new InstanceId(resource), task, 0, node, 1_000,
                task == Task.PROBE ? 7 : 0, false, SortedMaps.empty());
    }

    private void order(Task task, String resource, NodeId node) {
        log.adopt(action(task, resource, node));
        renew();
    }

    private NodeState state() {
        return log.state.node(FAR).orElseThrow().state();
    }

    @Test
    void startOfTheConnectionMakesItsEntryTheEpochOfTheRemoteAgent() {
        order(Task.START, "far", LogOfOne.SELF);

        assertEquals(List.of("far:7422"), addresses);
        assertEquals(NodeState.ONLINE, state());
        assertEquals(log.state.node(FAR).orElseThrow().incarnation(), remote.epochs.getLast());
        assertTrue(log.state.inFlight().isEmpty());
        assertTrue(local.orders.isEmpty());
    }

    @Test
    void whatIsOrderedThereIsCarriedOutThereAndRecordedUnderItsName() {
        order(Task.START, "far", LogOfOne.SELF);
        order(Task.START, "db", FAR);
        Order order = remote.orders.getLast();
        assertEquals(remote.epochs.getLast(), order.epoch());
        remote.end(order, OcfExitCode.OK);
        renew();

        assertTrue(log.state.node(FAR).orElseThrow().isActiveThere(new ResourceId("db")));
        assertTrue(local.orders.isEmpty());
    }

    @Test
    void leaseIsHandedOnAndNeverLaterThanItIs() {
        order(Task.START, "far", LogOfOne.SELF);
        // The fake's clock stands at zero, so this one is ahead by all of its time.
        remote.deadlines.clear();
        renew();
        assertFalse(remote.deadlines.isEmpty());
        assertTrue(remote.deadlines.getLast() <= local.deadlines.getLast());
        order(Task.START, "db", FAR);
        assertTrue(remote.orders.getLast().leaseDeadline().orElseThrow()
                <= local.deadlines.getLast());
    }

    @Test
    void withoutALeaseNothingIsOrderedThereAndWhatNeedsOneEnds() {
        order(Task.START, "far", LogOfOne.SELF);
        order(Task.START, "db", FAR);
        leased = false;
        loop.advance(Duration.ofSeconds(6));
        assertEquals(List.of(remote.orders.getLast().id()), remote.cancelled);
        int before = remote.orders.size();
        log.adopt(action(Task.START, "app", FAR));
        loop.advance(Duration.ofSeconds(6));
        assertEquals(before, remote.orders.size());
    }

    @Test
    void stopHandsTheMachineBackAndClosesTheLine() {
        order(Task.START, "far", LogOfOne.SELF);
        order(Task.STOP, "far", LogOfOne.SELF);
        assertEquals(NodeState.LEFT, state());
        assertTrue(closed);
        assertTrue(log.state.inFlight().isEmpty());
    }

    @Test
    void probeFindsTheConnectionWhereItIsHeldAndNowhereElse() {
        order(Task.PROBE, "far", LogOfOne.SELF);
        assertFalse(log.state.node(LogOfOne.SELF).orElseThrow()
                .isActiveThere(new ResourceId("far")));
        order(Task.START, "far", LogOfOne.SELF);
        order(Task.PROBE, "far", LogOfOne.SELF);
        assertTrue(log.state.node(LogOfOne.SELF).orElseThrow()
                .isActiveThere(new ResourceId("far")));
    }

    @Test
    void machineThatWasNotAdmittedIsNotConnectedTo() {
        order(Task.START, "other", LogOfOne.SELF);
        assertTrue(addresses.isEmpty());
    }

    @Test
    void newIncarnationOfTheHostHoldsNoConnection() {
        order(Task.START, "far", LogOfOne.SELF);
        log.apply(new Command.RecordNodeEvent(LogOfOne.SELF,
                new dev.mainstay.state.NodeEvent.Lost(1, log.incarnation(), "test")));
        loop.advance(Duration.ofSeconds(1));
        assertEquals(NodeState.LOST, state());
        assertTrue(closed);
    }

    @Test
    void removedMembersAreNamedToTheMachineAlsoLater() {
        order(Task.START, "far", LogOfOne.SELF);
        log.apply(new Command.ChangeMembership(
                new MembershipChange.TokenIssued("u", "h", Instant.MAX)));
        log.apply(new Command.ChangeMembership(new MembershipChange.Admitted("u", "h", new Member(
                new NodeId("n2"), "m2", "k2", "n2.1", "n2:1", "n2:2", true))));
        log.apply(new Command.ChangeMembership(
                new MembershipChange.Removed(new NodeId("n2"), "m2")));
        renew();
        assertEquals(new TreeSet<>(List.of("m2")), excluded);
    }
}
