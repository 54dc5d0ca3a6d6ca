// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.executor.OrderResolution;
import dev.mainstay.executor.SchedulerResolution;
import dev.mainstay.leader.Planner;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Clusters under random faults: the invariants hold all the time, and in the end all is well. */
class SeedsTest {

    private static final int SEEDS = 200;

    private static final int SCHEDULED_SEEDS = 100;

    private static final int FAULTS = 12;

    @TestFactory
    Stream<DynamicTest> serviceIsNeverActiveTwiceAndAlwaysComesBack() {
        return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> DynamicTest.dynamicTest(
                "seed " + seed, () -> new Storm(seed, new Rough()).run()));
    }

    @TestFactory
    Stream<DynamicTest> sameHoldsWithTheRealScheduler() {
        return LongStream.rangeClosed(1, SCHEDULED_SEEDS).mapToObj(seed -> DynamicTest.dynamicTest(
                "seed " + seed, () -> new Storm(seed, new RoughScheduled()).run()));
    }

    @Test
    void sameSeedGivesSameLog() {
        World first = new Storm(42, new Rough()).run();
        World second = new Storm(42, new Rough()).run();

        assertEquals(first.log().entries(), second.log().entries());
    }

    /** One run: faults at random times, then peace. */
    private static final class Storm {

        private final World world;
        private final Chance chance;

        private Storm(long seed, World.Script script) {
            this.world = new World(seed, seed % 4 == 0 ? 5 : 3, script);
            this.chance = new Chance(seed, "faults");
        }

        private World run() {
            world.boot();
            for (int i = 0; i < FAULTS; i++) {
                world.time().run(chance.millis(50, 6_000));
                fault();
            }
            world.note("peace");
            world.log().healAll();
            world.nodes().forEach(SimulatedNode::start);
            world.require("the service to run in peace", this::isWell, Duration.ofMinutes(5));
            world.time().run(Duration.ofSeconds(20));
            world.require("the service to go on", this::isWell, Duration.ofMinutes(5));
            world.requireAgreement();
            return world;
        }

        private boolean isWell() {
            // A machine that was fenced late is off until somebody switches it on.
            world.nodes().forEach(SimulatedNode::start);
            return world.isServing();
        }

        private void fault() {
            SimulatedNode node = chance.of(world.nodes());
            switch (chance.below(10)) {
                case 0 -> act("kill daemon of " + node.id(), node::killDaemon);
                case 1 -> act("power cut at " + node.id(), node::powerOff);
                case 2 -> act("pause " + node.id(), () -> node.pause(chance.millis(100, 9_000)));
                case 3 -> cut(node.id());
                case 4 -> act("heal", world.log()::healAll);
                case 5 -> act("crash the service on " + node.id(),
                        () -> node.agent().crash(World.SERVICE));
                case 6 -> act("hand over to " + node.id(),
                        () -> world.log().transfer(node.id()));
                case 7 -> act("restart daemon of " + node.id(), () -> {
                    node.killDaemon();
                    world.time().after(chance.millis(1, 1_500), node::start);
                });
                case 8 -> act("lag of " + node.id(), () -> node.lag(chance.millis(100, 8_000)));
                default -> act("start all",
                        () -> world.nodes().forEach(SimulatedNode::start));
            }
        }

        private void cut(NodeId node) {
            List<NodeId> others = world.nodes().stream().map(SimulatedNode::id)
                    .filter(id -> !id.equals(node)).toList();
            NodeId other = chance.of(others);
            boolean all = chance.percent(50);
            act("cut " + node + " from " + (all ? "all" : other), () -> others.stream()
                    .filter(id -> all || id.equals(other))
                    .forEach(id -> world.log().cut(node, id)));
        }

        private void act(String what, Runnable fault) {
            world.note(what);
            fault.run();
        }
    }

    /** Operations that are slow at times and fail at times, and a switch that needs several tries. */
    private static class Rough implements World.Script {

        @Override
        public int fencingSuccessPercent() {
            return 70;
        }

        @Override
        public Duration duration(Task task, InstanceId instance, Chance chance) {
            return chance.percent(10) ? chance.millis(500, 3_000) : chance.millis(10, 150);
        }

        @Override
        public boolean fails(Task task, InstanceId instance, Chance chance) {
            return chance.percent(task == Task.STOP ? 2 : 5);
        }
    }

    private static final class RoughScheduled extends Rough {

        @Override
        public Planner planner(NodeId leader) {
            return new SchedulerPlanner(leader, LivenessSettings.LOCAL_NETWORK.lease());
        }

        @Override
        public OrderResolution resolution() {
            return new SchedulerResolution();
        }
    }
}
