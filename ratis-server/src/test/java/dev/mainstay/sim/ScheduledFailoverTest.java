// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.executor.OrderResolution;
import dev.mainstay.executor.SchedulerResolution;
import dev.mainstay.leader.Planner;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same world with the real scheduler and the real resolution of parameters. */
class ScheduledFailoverTest {

    private final World world = new World(5, 3, new World.Script() {
        @Override
        public Planner planner(NodeId leader) {
            return new SchedulerPlanner(leader, LivenessSettings.LOCAL_NETWORK.lease());
        }

        @Override
        public OrderResolution resolution() {
            return new SchedulerResolution();
        }
    });

    @Test
    void lostMachineIsFencedAndItsServiceMoves() {
        world.boot();
        NodeId victim = world.serving().getFirst();
        world.node(victim).killDaemon();
        world.require("the service elsewhere",
                () -> world.isServing() && !world.serving().getFirst().equals(victim));

        assertEquals(List.of(victim), world.poweredOff());

        world.node(victim).start();
        world.require("the machine online", () -> world.state().node(victim)
                .filter(node -> node.state() == NodeState.ONLINE).isPresent()
                && world.isServing());
        assertFalse(world.serving().getFirst().equals(victim));
    }

    @Test
    void restartedDaemonFindsItsServiceRunning() {
        world.boot();
        NodeId home = world.serving().getFirst();
        // A leader that goes is lost as soon as there is a new one, however quickly it is back.
        world.nodes().stream().map(SimulatedNode::id).filter(id -> !id.equals(home))
                .findFirst().ifPresent(world.log()::transfer);
        world.time().run(Duration.ofSeconds(2));
        int before = world.node(home).agent().begun().size();
        world.node(home).killDaemon();
        world.node(home).start();
        world.require("the machine back", () -> world.node(home).agent().begun().size() > before);
        world.require("quiet", world::isServing);

        assertEquals(home, world.serving().getFirst());
        assertFalse(world.node(home).agent().begun().subList(
                before, world.node(home).agent().begun().size())
                .contains("stop " + World.SERVICE));
        assertTrue(world.poweredOff().isEmpty());
    }

    @Test
    void machineThatAsksToLeaveIsEmptiedFirst() {
        world.boot();
        NodeId leaving = world.serving().getFirst();
        var left = world.node(leaving).executor().leave();

        world.require("the machine to have left", left::isDone);
        world.require("the service elsewhere", world::isServing);
        assertTrue(world.poweredOff().isEmpty());
    }
}
