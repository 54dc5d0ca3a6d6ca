// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.MembershipChange.RemoteAdmitted;
import dev.mainstay.state.MembershipChange.RemoteRemoved;
import dev.mainstay.state.MembershipChange.TokenIssued;
import dev.mainstay.state.NodeEvent.Disconnected;
import dev.mainstay.state.NodeEvent.RemoteJoined;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a remote machine in the state (safety.md 11 and 13). */
class RemoteMachineTest {

    private static final AgentName CONNECTION =
            new AgentName("ocf", Optional.of("pacemaker"), "remote");
    private static final NodeId FAR = new NodeId("far");

    private static Scenario cluster() {
        Scenario scenario = Scenario.of("a", "b", "c").with(
                Scenario.primitive("far", CONNECTION), Scenario.primitive("db"));
        token(scenario, Optional.of(FAR));
        scenario.accept(admission(scenario));
        return scenario;
    }

    private static void token(Scenario scenario, Optional<NodeId> remote) {
        scenario.accept(new Command.ChangeMembership(new TokenIssued(
                "zz-" + (1000 + scenario.index()), "hash", scenario.time().plusSeconds(60),
                remote)));
    }

    private static Command admission(Scenario scenario) {
        String token = scenario.state().membership().tokens().lastKey();
        return new Command.ChangeMembership(new RemoteAdmitted(
                token, "hash", new RemoteMachine(FAR, "m-" + token, "key", "far:7422")));
    }

    private static Command joined(Scenario scenario, String host, String bootId) {
        return Scenario.event("far", new RemoteJoined(
                new NodeId(host), scenario.node(host).incarnation(), bootId, "test"));
    }

    /** The connection starts on a member; answers with the remote machine's incarnation. */
    private static long connect(Scenario scenario, String host, String bootId) {
        scenario.adopt(Scenario.action(Task.START, "far", host));
        long incarnation = scenario.accept(joined(scenario, host, bootId));
        scenario.complete("far_start_0", host, 0);
        return incarnation;
    }

    private static Activity dbOnFar(Scenario scenario) {
        return scenario.node("far").instancesOf(Scenario.primitive("db").id())
                .findFirst().orElseThrow().activity();
    }

    @Test
    void connectedMachineIsANodeOnWhichActionsBecomeInFlight() {
        Scenario scenario = cluster();
        long incarnation = connect(scenario, "a", "boot-far");
        assertEquals(incarnation, scenario.node("far").incarnation());
        assertEquals(NodeState.ONLINE, scenario.node("far").state());

        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        assertEquals(Activity.ACTIVE, dbOnFar(scenario));
        assertEquals(List.of(FAR), scenario.state().activeOn(Scenario.primitive("db").id()));
    }

    @Test
    void memberConnectsOnlyWhileTheStartOfItsConnectionIsInFlightThere() {
        Scenario scenario = cluster();
        assertInstanceOf(Rejection.Outdated.class,
                scenario.reject(joined(scenario, "a", "boot-far")));
        scenario.adopt(Scenario.action(Task.START, "far", "a"));
        assertInstanceOf(Rejection.Outdated.class,
                scenario.reject(joined(scenario, "b", "boot-far")));
        scenario.accept(joined(scenario, "a", "boot-far"));
        scenario.complete("far_start_0", "a", 0);
        assertInstanceOf(Rejection.Outdated.class,
                scenario.reject(joined(scenario, "a", "boot-far")));
    }

    @Test
    void machineIsLostInTheEntryThatEndsItsHost() {
        Scenario scenario = cluster();
        connect(scenario, "a", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        scenario.adopt(Scenario.action(Task.STOP, "db", "far"));

        scenario.lose("a");
        assertEquals(NodeState.LOST, scenario.node("far").state());
        assertEquals(List.of(), scenario.keysInFlight());
        assertEquals(Activity.UNKNOWN, dbOnFar(scenario));
        assertTrue(scenario.state().planDemand().isWanted());
    }

    @Test
    void restartOfTheHostsDaemonEndsTheConnectionToo() {
        Scenario scenario = cluster();
        connect(scenario, "a", "boot-far");
        scenario.join("a", "boot-a");
        assertEquals(NodeState.LOST, scenario.node("far").state());
    }

    @Test
    void connectionMovedAfterALossHasEverythingProbedAndNothingForgotten() {
        Scenario scenario = cluster();
        connect(scenario, "a", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        scenario.lose("a");

        long incarnation = connect(scenario, "b", "boot-far");
        assertEquals(incarnation, scenario.node("far").incarnation());
        assertEquals(NodeState.ONLINE, scenario.node("far").state());
        assertEquals(Activity.UNKNOWN, dbOnFar(scenario));
    }

    @Test
    void liveMoveOfTheConnectionVoidsWhatTheFormerHostHadInHand() {
        Scenario scenario = cluster();
        long former = connect(scenario, "a", "boot-far");
        scenario.adopt(Scenario.action(Task.START, "db", "far"),
                Scenario.action(Task.MIGRATE_FROM, "far", "b"));
        Command result = scenario.result(
                "db_start_0", "far", Scenario.completed("db_start_0", 0));
        scenario.accept(joined(scenario, "b", "boot-far"));
        assertFalse(scenario.node("far").incarnation() == former);
        assertInstanceOf(Rejection.Outdated.class, scenario.reject(result));
        assertEquals(Activity.UNKNOWN, dbOnFar(scenario));
        assertInstanceOf(Rejection.Outdated.class, scenario.reject(
                Scenario.event("far", new Disconnected(former))));
    }

    @Test
    void rebootedMachineStartsWithNothing() {
        Scenario scenario = cluster();
        connect(scenario, "a", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        scenario.lose("a");
        connect(scenario, "b", "another-boot");
        assertTrue(scenario.node("far").histories().isEmpty());
    }

    @Test
    void connectionWaitsForAFenceOperationOnTheMachine() {
        Scenario scenario = cluster();
        long incarnation = connect(scenario, "a", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        scenario.adopt(Scenario.fence("far"), Scenario.action(Task.START, "far", "b"));
        scenario.accept(joined(scenario, "b", "boot-far"));
        assertTrue(scenario.node("far").isPending());

        scenario.assignFencing("far", "c");
        scenario.accept(scenario.fenced("far", incarnation, "c"));
        assertTrue(scenario.node("far").histories().isEmpty());
    }

    @Test
    void fencedMachineIsSettledAndReborn() {
        Scenario scenario = cluster();
        long incarnation = connect(scenario, "a", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        scenario.adopt(Scenario.fence("far"));
        scenario.assignFencing("far", "c");
        scenario.accept(scenario.fenced("far", incarnation, "c"));
        assertEquals(NodeState.SETTLED, scenario.node("far").state());
        connect(scenario, "b", "boot-far");
        assertTrue(scenario.node("far").histories().isEmpty());
    }

    @Test
    void emptyMachineLeavesWithItsConnectionAndABusyOneIsLost() {
        Scenario scenario = cluster();
        long empty = connect(scenario, "a", "boot-far");
        scenario.accept(Scenario.event("far", new Disconnected(empty)));
        assertEquals(NodeState.LEFT, scenario.node("far").state());

        long busy = connect(scenario, "b", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        scenario.accept(Scenario.event("far", new Disconnected(busy)));
        assertEquals(NodeState.LOST, scenario.node("far").state());
    }

    @Test
    void tokenForARemoteMachineAdmitsNoMemberAndNoOtherMachine() {
        Scenario scenario = cluster();
        token(scenario, Optional.of(new NodeId("farther")));
        String token = scenario.state().membership().tokens().lastKey();
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(
                new Command.ChangeMembership(new MembershipChange.Admitted(
                        token, "hash", Scenario.member("farther")))));
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(admission(scenario)));

        token(scenario, Optional.empty());
        assertInstanceOf(
                Rejection.NotPossibleNow.class, scenario.reject(admission(scenario)));
    }

    @Test
    void nameOfAMemberIsNoneForARemoteMachineNorTheOtherWayRound() {
        Scenario scenario = cluster();
        NodeId member = new NodeId("b");
        token(scenario, Optional.of(member));
        String token = scenario.state().membership().tokens().lastKey();
        assertInstanceOf(Rejection.AlreadyExists.class, scenario.reject(
                new Command.ChangeMembership(new RemoteAdmitted(
                        token, "hash", new RemoteMachine(member, "m", "key", "b:7422")))));
        token(scenario, Optional.empty());
        assertInstanceOf(Rejection.AlreadyExists.class, scenario.reject(
                new Command.ChangeMembership(new MembershipChange.Admitted(
                        scenario.state().membership().tokens().lastKey(), "hash",
                        Scenario.member("far")))));
    }

    @Test
    void machineIsReplacedOrRemovedOnlyWhenNothingOfItCanRun() {
        Scenario scenario = cluster();
        long incarnation = connect(scenario, "a", "boot-far");
        String id = scenario.state().membership().remotes().get(FAR).machineId();
        Command removal = new Command.ChangeMembership(new RemoteRemoved(FAR, id));
        token(scenario, Optional.of(FAR));
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(admission(scenario)));
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(removal));

        scenario.accept(Scenario.event("far", new Disconnected(incarnation)));
        scenario.accept(removal);
        assertTrue(scenario.state().node(FAR).isEmpty());
        assertTrue(scenario.state().membership().remotes().isEmpty());
    }

    @Test
    void connectionIsNotForgottenWhileSomethingMayRunBehindIt() {
        Scenario scenario = cluster();
        connect(scenario, "a", "boot-far");
        scenario.carryOut(Scenario.action(Task.START, "db", "far"));
        Command removal = new Command.ChangeConfiguration(Optional.empty(),
                new ConfigurationChange.Edits(List.of(new ConfigurationEdit.Remove(
                        ConfigurationSection.RESOURCES, "far"))),
                "test");
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(removal));
        scenario.carryOut(Scenario.action(Task.STOP, "db", "far"));
        scenario.accept(removal);
    }

    @Test
    void noDaemonJoinsAsARemoteMachineAndNoneShutsDown() {
        Scenario scenario = cluster();
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(
                Scenario.event("far", new NodeEvent.Joined("boot", true, 1, "test"))));
        long incarnation = connect(scenario, "a", "boot-far");
        assertInstanceOf(Rejection.NotPossibleNow.class, scenario.reject(Scenario.event("far",
                new NodeEvent.ShutdownRequested(incarnation, scenario.time()))));
    }

    @Test
    void remoteMachinesSurviveInASnapshotAndAwaitANewTokenAfterARestore() {
        Scenario scenario = cluster();
        connect(scenario, "a", "boot-far");
        StoredFormat format = new StoredFormat();
        assertEquals(scenario.state().node(FAR).orElseThrow().join().host(), Optional.of(
                new Join.Host(new NodeId("a"), scenario.node("a").incarnation())));
        assertFalse(format.digest(scenario.state()).isEmpty());
        assertTrue(Membership.awaited(scenario.state().membership()).get(FAR).isAwaited());
    }
}
