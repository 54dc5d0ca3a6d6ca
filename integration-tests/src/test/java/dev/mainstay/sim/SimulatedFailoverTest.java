// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people buy a cluster for, in one thread on virtual time. */
class SimulatedFailoverTest {

    private static final String START = "start " + Scenario.SERVICE;
    private static final String STOP = "stop " + Scenario.SERVICE;

    @Test
    void lostFollowerIsFencedAndItsServiceMoves() {
        Scenario cluster = Scenario.of(7, 3).boot();
        Machine victim = cluster.home();
        cluster.lead(cluster.others(victim).getFirst());

        victim.killDaemon();
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(victim),
                Duration.ofSeconds(3));

        assertEquals(List.of(victim.id()), cluster.world().powerSwitch().switchedOff());
    }

    @Test
    void lostLeaderIsFencedBySuccessorFromItsOwnLastContact() {
        Scenario cluster = Scenario.of(7, 3).boot();
        Machine victim = cluster.home();
        cluster.lead(victim);

        victim.killDaemon();
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(victim),
                Duration.ofSeconds(4));

        assertEquals(List.of(victim.id()), cluster.world().powerSwitch().switchedOff());
    }

    @Test
    void fencedMachineRejoinsAndNothingMovesBack() {
        Scenario cluster = Scenario.of(5, 3).boot();
        Machine victim = cluster.home();
        victim.killDaemon();
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(victim));
        NodeId refuge = cluster.home().id();

        victim.start();
        cluster.require("the machine online",
                () -> cluster.state(victim) == NodeState.ONLINE && cluster.isServing());

        assertEquals(refuge, cluster.home().id());
    }

    @Test
    void restartedDaemonFindsItsServiceRunning() {
        Scenario cluster = Scenario.of(5, 3).boot();
        Machine home = cluster.home();
        // A leader that goes is lost as soon as there is a new one, however quickly it is back.
        cluster.lead(cluster.others(home).getFirst());
        int before = home.begun().size();
        long joins = incarnation(cluster, home);

        home.killDaemon();
        home.start();
        cluster.require("the machine back", () -> incarnation(cluster, home) > joins
                && cluster.state(home) == NodeState.ONLINE && cluster.isServing());

        assertEquals(home.id(), cluster.home().id());
        assertFalse(home.begun().subList(before, home.begun().size()).contains(STOP));
        assertTrue(cluster.world().powerSwitch().switchedOff().isEmpty());
    }

    private static long incarnation(Scenario cluster, Machine machine) {
        return cluster.world().state().node(machine.id()).orElseThrow().incarnation();
    }

    @Test
    void newLeaderContinuesRunningTransition() {
        Scenario cluster = Scenario.of(11, 3);
        cluster.world().behaviour().prolong("start", Scenario.SERVICE, Duration.ofMillis(3_500));
        cluster.found(Scenario.SERVICE);
        cluster.require("a start under way", () -> cluster.begun(START) == 1);
        Machine starting = cluster.world().machines().stream()
                .filter(machine -> machine.begun().contains(START)).findFirst().orElseThrow();
        Machine successor = cluster.others(starting).stream()
                .filter(machine -> cluster.world().leader().filter(machine::equals).isEmpty())
                .findFirst().orElseThrow();

        long before = cluster.world().log().commitIndex();
        cluster.require("another leader",
                () -> cluster.world().log().transfer(successor.id()), Duration.ofMillis(500));
        cluster.require("the service", cluster::isServing);

        // The successor makes a plan where one is wanted, not because it is new.
        assertTrue(cluster.adoptionsAfter(before).stream().allMatch(entry -> cluster.world()
                .stateAt(entry.index() - 1).planDemand().isWanted()));
        assertEquals(List.of(starting.id()), cluster.serving());
        assertEquals(1, cluster.begun(START));
    }

    @Test
    void slowStartDelaysNoOtherService() {
        Scenario cluster = Scenario.of(17, 3);
        cluster.world().behaviour().prolong("start", "b", Duration.ofMillis(3_900));
        cluster.found(Scenario.SERVICE, "b");
        cluster.require("the slow start", () -> cluster.begun("start b") == 1);
        cluster.require("the other service", () -> !cluster.serving().isEmpty(),
                Duration.ofSeconds(1));
        Machine home = cluster.home();
        cluster.require("its monitor", () -> home.monitoredNanos(Scenario.SERVICE) > 0
                && !home.state().node(home.id()).orElseThrow().monitors().isEmpty(),
                Duration.ofSeconds(1));
        home.services().crash(Scenario.SERVICE);

        cluster.require("its recovery", () -> !cluster.serving().isEmpty(), Duration.ofSeconds(2));

        assertTrue(cluster.world().state().inFlight().values().stream()
                .anyMatch(action -> action.action().key().equals("b_start_0")));
        assertEquals(1, cluster.begun("start b"));
    }

    @Test
    void machineWithoutQuorumStopsItsServiceAndNothingIsSettledByThat() {
        Scenario cluster = Scenario.withPoorSwitch(13, 3, 0).boot();
        Machine alone = cluster.home();
        World world = cluster.world();
        cluster.cutOff(alone);

        cluster.require("the service stopped by itself", () -> cluster.serving().isEmpty());
        world.time().run(Duration.ofSeconds(20));

        // Its stop settles nothing: only fencing would, and that fails here.
        assertTrue(cluster.serving().isEmpty());
        assertEquals(NodeState.LOST, cluster.state(alone));
        world.network().healAll();
        world.log().watch();
        world.time().run(Duration.ofSeconds(20));
        assertTrue(world.log().entries().stream()
                .noneMatch(entry -> entry.command() instanceof Command.RecordFencing fencing
                        && fencing.event() instanceof Command.FencingEvent.Succeeded));
    }

    @Test
    void shortPauseFencesNobody() {
        Scenario cluster = Scenario.of(7, 3).boot();
        Machine leader = cluster.world().leader().orElseThrow();
        cluster.world().machines().forEach(machine -> {
            // An election begins after 500 ms at the earliest.
            machine.pauseDaemon(Duration.ofMillis(machine == leader ? 400 : 900));
            cluster.world().time().run(Duration.ofSeconds(3));
        });
        cluster.require("quiet", cluster::isServing);

        assertTrue(cluster.world().powerSwitch().switchedOff().isEmpty());
    }

    @Test
    void resumedLeaderBlamesNobodyForItsOwnSleep() {
        Scenario cluster = Scenario.of(7, 3).boot();
        cluster.world().machines().forEach(it -> it.pauseDaemon(Duration.ofSeconds(4)));
        cluster.world().time().run(Duration.ofSeconds(10));
        cluster.require("quiet", cluster::isServing);

        assertTrue(cluster.world().powerSwitch().switchedOff().isEmpty());
    }

    @Test
    void fenceOwnerThatDiesIsReplacedOnlyAfterItWasFencedOrItsLeaseEnded() {
        Scenario cluster = Scenario.withPoorSwitch(23, 5, 60).boot();
        Machine victim = cluster.home();
        victim.killDaemon();
        cluster.require("an owner", () -> cluster.world().state().fencing().open().values()
                .stream().anyMatch(record -> record.owner().isPresent()));
        NodeId owner = cluster.world().state().fencing().open().values().stream()
                .flatMap(record -> record.owner().stream()).findFirst().orElseThrow();
        cluster.world().machine(owner).killDaemon();

        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(victim),
                Duration.ofMinutes(2));
        assertTrue(cluster.world().powerSwitch().switchedOff().contains(victim.id()));
    }

    @Test
    void machineThatAsksToLeaveIsEmptiedFirst() {
        Scenario cluster = Scenario.of(7, 3).boot();
        Machine leaving = cluster.home();
        cluster.lead(cluster.others(leaving).getFirst());

        leaving.leave();
        cluster.require("the machine to have left",
                () -> cluster.state(leaving) == NodeState.LEFT);
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(leaving));

        assertNotEquals(0, leaving.begun().stream().filter(STOP::equals).count());
        assertTrue(cluster.world().powerSwitch().switchedOff().isEmpty());
    }

    @Test
    void leaderThatAsksToLeaveIsEmptiedToo() {
        Scenario cluster = Scenario.of(5, 3).boot();
        Machine leaving = cluster.home();
        cluster.lead(leaving);

        leaving.leave();
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(leaving)
                && cluster.state(leaving) == NodeState.LEFT);

        assertTrue(cluster.world().powerSwitch().switchedOff().isEmpty());
    }

    @Test
    void crashedServiceIsFoundByItsMonitorAndStartedAgain() {
        Scenario cluster = Scenario.of(7, 3).boot();
        cluster.home().services().crash(Scenario.SERVICE);

        cluster.require("the service again", cluster::isServing);

        assertTrue(cluster.world().powerSwitch().switchedOff().isEmpty());
    }
}
