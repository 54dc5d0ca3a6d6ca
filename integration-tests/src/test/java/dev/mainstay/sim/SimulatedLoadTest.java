// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ThrottleMode;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A cluster whose machines have too much to do. */
class SimulatedLoadTest {

    /** Twice what two processors can do. */
    private static final long FAR_TOO_MUCH = 400;

    private static boolean isHigh(ClusterState state, NodeId node) {
        return state.node(node).flatMap(record -> record.throttle())
                .filter(throttle -> throttle.mode() == ThrottleMode.HIGH).isPresent();
    }

    private static long resourceActions(ClusterState state) {
        return state.inFlight().values().stream()
                .filter(action -> action.action() instanceof ResourceAction).count();
    }

    private static long most(World world, long from) {
        return LongStream.rangeClosed(from, world.log().commitIndex())
                .map(index -> resourceActions(world.stateAt(index))).max().orElse(0);
    }

    @Test
    void busyMachinesTakeOverOneActionAtATime() {
        Scenario cluster = Scenario.of(7, 3);
        World world = cluster.world();
        cluster.found(Scenario.SERVICE, "b", "c", "w-clone");
        cluster.require("the service to run", cluster::isServing);
        world.time().run(Duration.ofSeconds(5));
        assertTrue(most(world, 1) > 1);
        world.machines().forEach(machine -> machine.load().set(FAR_TOO_MUCH));
        cluster.require("what they say of it", () -> world.machines().stream()
                .allMatch(machine -> isHigh(world.state(), machine.id())));
        Machine victim = cluster.home();
        long from = world.log().commitIndex();

        victim.powerOff();
        cluster.require("the service elsewhere", () -> cluster.isServingElsewhere(victim));

        assertEquals(1, most(world, from));
    }

    @Test
    void loadThatFallsEndsTheThrottling() {
        Scenario cluster = Scenario.of(7, 3).boot();
        World world = cluster.world();
        NodeId busy = cluster.home().id();
        world.machine(busy).load().set(FAR_TOO_MUCH);
        cluster.require("high load", () -> isHigh(world.state(), busy));

        world.machine(busy).load().set(0);

        cluster.require("no load", () -> !isHigh(world.state(), busy));
    }
}
