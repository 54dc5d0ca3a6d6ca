// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeState;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people buy a cluster for, in one thread on virtual time. */
class FailoverTest {

    private final World world = new World(7, 3, World.Script.QUICK);

    @Test
    void lostFollowerIsFencedAndItsServiceMoves() {
        world.boot();
        moveLeadershipAwayFrom(servingNode());
        NodeId victim = servingNode();
        // One that has only just started is given more time.
        world.time().run(Duration.ofSeconds(5));
        long killed = world.time().nowNanos();

        world.node(victim).killDaemon();
        world.require("the service elsewhere",
                () -> world.isServing() && !servingNode().equals(victim));

        assertEquals(List.of(victim), world.poweredOff());
        assertTrue(Duration.ofNanos(world.time().nowNanos() - killed).toMillis() < 3_000);
    }

    @Test
    void lostLeaderIsFencedBySuccessorFromItsOwnLastContact() {
        world.boot();
        world.require("leadership where the service is",
                () -> world.log().transfer(servingNode()));
        world.require("quiet", world::isServing);
        NodeId victim = servingNode();
        world.time().run(Duration.ofSeconds(5));
        long killed = world.time().nowNanos();

        world.node(victim).killDaemon();
        world.require("the service elsewhere",
                () -> world.isServing() && !servingNode().equals(victim));

        assertEquals(List.of(victim), world.poweredOff());
        assertTrue(Duration.ofNanos(world.time().nowNanos() - killed).toMillis() < 4_000);
    }

    @Test
    void fencedMachineRejoinsAndNothingMovesBack() {
        world.boot();
        NodeId victim = servingNode();
        world.node(victim).killDaemon();
        world.require("the service elsewhere",
                () -> world.isServing() && !servingNode().equals(victim));
        NodeId refuge = servingNode();

        world.node(victim).start();
        world.require("the machine online", () -> world.state().node(victim)
                .filter(node -> node.state() == NodeState.ONLINE).isPresent()
                && world.isServing());

        assertEquals(refuge, servingNode());
    }

    @Test
    void restartedDaemonFindsItsServiceRunning() {
        world.boot();
        NodeId home = servingNode();
        List<String> before = world.node(home).agent().begun();

        world.node(home).killDaemon();
        world.node(home).start();
        world.time().run(Duration.ofSeconds(10));
        world.require("quiet", world::isServing);

        List<String> since = world.node(home).agent().begun()
                .subList(before.size(), world.node(home).agent().begun().size());
        assertEquals(home, servingNode());
        assertFalse(since.contains("stop " + World.SERVICE));
        assertTrue(world.poweredOff().isEmpty());
    }

    @Test
    void newLeaderContinuesRunningTransition() {
        World slow = new World(11, 3, new World.Script() {
            @Override
            public Duration duration(Task task, InstanceId instance, Chance chance) {
                return task == Task.START ? Duration.ofMillis(4_000) : Duration.ofMillis(20);
            }
        });
        slow.nodes().forEach(SimulatedNode::start);
        slow.require("a leader", () -> slow.log().leader().isPresent());
        slow.found();
        slow.require("a start under way", () -> slow.anyNode(
                node -> node.agent().begun().contains("start " + World.SERVICE)));
        NodeId starting = slow.serving().getFirst();
        NodeId successor = slow.nodes().stream().map(SimulatedNode::id)
                .filter(id -> !id.equals(slow.log().leader().orElseThrow())
                        && !id.equals(starting))
                .findFirst().orElseThrow();

        long before = adoptions(slow);
        assertTrue(slow.log().transfer(successor));
        slow.require("the service", slow::isServing);

        // No plan was wanted, so the successor made none.
        assertEquals(before, adoptions(slow));

        assertEquals(List.of(starting), slow.serving());
        assertEquals(1, slow.node(starting).agent().begun().stream()
                .filter(("start " + World.SERVICE)::equals).count());
    }

    @Test
    void slowStartDelaysNoOtherService() {
        InstanceId slow = new InstanceId("slow");
        World two = new World(17, 3, new World.Script() {
            @Override
            public List<InstanceId> services() {
                return List.of(World.SERVICE, slow);
            }

            @Override
            public Duration duration(Task task, InstanceId instance, Chance chance) {
                return task == Task.START && instance.equals(slow)
                        ? Duration.ofSeconds(4)
                        : Duration.ofMillis(20);
            }
        });
        two.nodes().forEach(SimulatedNode::start);
        two.require("a leader", () -> two.log().leader().isPresent());
        two.found();
        two.require("the slow start", () -> two.anyNode(
                node -> node.agent().begun().contains("start " + slow)));
        two.require("the other service", () -> !two.serving().isEmpty(), Duration.ofSeconds(1));
        NodeId home = two.serving().getFirst();
        two.require("its monitor", () -> !two.node(home).state().node(home).orElseThrow()
                .monitors().isEmpty(), Duration.ofSeconds(1));
        two.node(home).agent().crash(World.SERVICE);

        two.require("its recovery", () -> !two.serving().isEmpty(), Duration.ofSeconds(2));

        assertTrue(two.state().inFlight().values().stream()
                .anyMatch(action -> action.action().key().equals("slow_start_0")));
        assertEquals(1, two.nodes().stream()
                .flatMap(node -> node.agent().begun().stream())
                .filter(("start " + slow)::equals).count());
    }

    @Test
    void machineWithoutQuorumStopsItsServiceAndReconciles() {
        World unfenced = new World(13, 3, new World.Script() {
            @Override
            public int fencingSuccessPercent() {
                return 0;
            }
        });
        unfenced.boot();
        NodeId alone = unfenced.serving().getFirst();
        unfenced.nodes().stream().map(SimulatedNode::id).filter(id -> !id.equals(alone))
                .forEach(other -> unfenced.log().cut(alone, other));

        unfenced.require("the service stopped by itself", () -> unfenced.serving().isEmpty());
        unfenced.time().run(Duration.ofSeconds(20));

        // Its stop settles nothing: only fencing would, and that fails here.
        assertTrue(unfenced.serving().isEmpty());
        unfenced.log().healAll();
        unfenced.time().run(Duration.ofSeconds(20));
        assertTrue(unfenced.log().entries().stream()
                .noneMatch(entry -> entry.command() instanceof Command.RecordFencing fencing
                        && fencing.event() instanceof Command.FencingEvent.Succeeded));
    }

    @Test
    void shortPauseFencesNobody() {
        world.boot();
        world.nodes().forEach(node -> {
            node.pause(Duration.ofMillis(900));
            world.time().run(Duration.ofSeconds(3));
        });
        world.require("quiet", world::isServing);

        assertTrue(world.poweredOff().isEmpty());
    }

    @Test
    void resumedLeaderBlamesNobodyForItsOwnSleep() {
        world.boot();
        NodeId sleeper = world.log().leader().orElseThrow();
        world.time().run(Duration.ofSeconds(2));
        world.nodes().forEach(node -> node.pause(Duration.ofSeconds(4)));
        world.time().run(Duration.ofSeconds(10));
        world.require("quiet", world::isServing);

        assertTrue(world.poweredOff().isEmpty(), () -> "leader was " + sleeper);
    }

    @Test
    void fenceOwnerThatDiesIsReplacedOnlyAfterItWasFencedOrItsLeaseEnded() {
        World five = new World(23, 5, new World.Script() {
            @Override
            public int fencingSuccessPercent() {
                return 60;
            }
        });
        five.boot();
        NodeId victim = five.serving().getFirst();
        five.node(victim).killDaemon();
        five.require("an owner", () -> five.log().leader().isPresent()
                && five.leader().isUp()
                && five.state().fencing().open().values().stream()
                        .anyMatch(record -> record.owner().isPresent()));
        NodeId owner = five.state().fencing().open().values().stream()
                .flatMap(record -> record.owner().stream()).findFirst().orElseThrow();
        five.node(owner).killDaemon();

        five.require("the service elsewhere", five::isServing, Duration.ofMinutes(2));
        assertTrue(five.poweredOff().contains(victim));
    }

    @Test
    void machineThatAsksToLeaveIsEmptiedFirst() {
        world.boot();
        NodeId leaving = servingNode();
        moveLeadershipAwayFrom(leaving);
        var left = world.node(leaving).executor().leave();

        world.require("the machine to have left", left::isDone);
        world.require("the service elsewhere", world::isServing);

        assertFalse(servingNode().equals(leaving));
        assertTrue(world.poweredOff().isEmpty());
        assertEquals(NodeState.LEFT, world.state().node(leaving).orElseThrow().state());
    }

    @Test
    void crashedServiceIsFoundByItsMonitorAndStartedAgain() {
        world.boot();
        NodeId home = servingNode();
        world.node(home).agent().crash(World.SERVICE);

        world.require("the service again", () -> !world.serving().isEmpty());
        world.require("quiet", world::isServing);

        assertTrue(world.poweredOff().isEmpty());
    }

    private static long adoptions(World world) {
        return world.log().entries().stream()
                .filter(entry -> entry.command() instanceof Command.AdoptTransition)
                .count();
    }

    private NodeId servingNode() {
        return world.serving().getFirst();
    }

    private void moveLeadershipAwayFrom(NodeId node) {
        if (world.log().leader().orElseThrow().equals(node)) {
            NodeId other = world.nodes().stream().map(SimulatedNode::id)
                    .filter(id -> !id.equals(node)).findFirst().orElseThrow();
            assertTrue(world.log().transfer(other));
            world.time().run(Duration.ofSeconds(2));
            world.require("quiet", world::isServing);
        }
    }
}
