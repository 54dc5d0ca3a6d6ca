// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Safety rule 4, with the real scheduler: outcomes of every kind come in every order, between
 * changes of the configuration, losses of machines and plans that are adopted late, and yet nothing
 * starts while it may be active elsewhere, and nothing beside what contradicts it.
 */
class InterleavedOutcomesTest {

    private static final int STEPS = 250;
    private static final List<String> NODES = List.of("a", "b", "c");
    private static final List<String> SERVICES = List.of("db", "app", "cache", "g1", "g2", "lone");

    private final PlannedCluster cluster = new PlannedCluster();
    private final Scenario scenario = cluster.scenario();
    /** What may be active, as "resource@node": known to the test, not to the cluster. */
    private final TreeSet<String> active = new TreeSet<>();
    private Optional<Command.AdoptTransition> draft = Optional.empty();
    private int boots;
    private int starts;

    static List<Long> seeds() {
        return new Random(4).longs(24).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingStartsBesideWhatContradictsIt(long seed) {
        Random random = new Random(seed);
        cluster.configure(configuration(random));
        for (int i = 0; i < STEPS; i++) {
            scenario.passSeconds(1);
            step(random);
            observe();
            assertSafe("seed " + seed + " step " + i);
        }
        assertTrue(starts > 0, "nothing was ever started");
        assertComesToRest(seed);
    }

    private void step(Random random) {
        switch (random.nextInt(24)) {
            case 0, 1 -> cluster.configure(configuration(random));
            case 2 -> lose(random);
            case 3, 4 -> draft = Optional.of(cluster.draft());
            case 5, 6 -> {
                draft.ifPresent(scenario::apply);
                draft = Optional.empty();
            }
            case 7, 8, 9, 10, 11 -> planIfWanted();
            case 12 -> rejoin();
            default -> end(random);
        }
    }

    private void planIfWanted() {
        if (scenario.state().planDemand().isWanted()) {
            cluster.plan();
        }
    }

    private static Configuration configuration(Random random) {
        StringBuilder constraints = new StringBuilder("<rsc_order id='o1' first='db' then='app'/>"
                + "<rsc_colocation id='c1' rsc='cache' with-rsc='db' score='-INFINITY'/>");
        for (String service : List.of("db", "app", "cache", "g", "lone")) {
            constraints.append("<rsc_location id='l-").append(service).append("' rsc='")
                    .append(service).append("' node='").append(any(NODES, random))
                    .append("' score='100'/>");
        }
        return PlannedCluster.configuration("",
                "<primitive id='f' class='stonith' type='fence_demo'/>"
                        + service("db", random) + service("app", random)
                        + service("cache", random) + service("lone", random)
                        + "<group id='g'>" + service("g1", random) + service("g2", random)
                        + "</group>",
                constraints.toString());
    }

    private static String service(String id, Random random) {
        return primitive(id, "target-role", random.nextInt(4) == 0 ? "Stopped" : "Started",
                "migration-threshold", "1000");
    }

    private void lose(Random random) {
        NodeRecord node = scenario.node(any(NODES, random));
        boolean majority = NODES.stream()
                .allMatch(each -> scenario.node(each).state() == NodeState.ONLINE
                        && scenario.state().fencing().open(new NodeId(each)).isEmpty());
        if (majority) {
            scenario.lose(node.node().value());
        }
    }

    private void rejoin() {
        NODES.stream().filter(node -> scenario.node(node).state() == NodeState.SETTLED)
                .findFirst()
                .ifPresent(node -> scenario.join(node, "again-" + boots++));
    }

    private void end(Random random) {
        List<InFlightAction> inFlight = List.copyOf(scenario.state().inFlight().values());
        if (inFlight.isEmpty()) {
            return;
        }
        InFlightAction chosen = any(inFlight, random);
        switch (chosen.action()) {
            case FenceAction fence -> fence(fence.target().value());
            case ResourceAction action -> end(chosen, action, random.nextInt(20));
            case ClusterAction byApply -> {
                // Apply carries it out.
            }
            case PseudoAction byApply -> {
                // Apply carries it out.
            }
        }
    }

    private void end(InFlightAction inFlight, ResourceAction action, int luck) {
        String node = inFlight.node().value();
        if (luck == 0) {
            scenario.accept(new Command.ActionOverdue(Scenario.TERM, inFlight.id()));
        } else if (luck == 1) {
            if (action.task() == Task.START) {
                active.remove(action.resource() + "@" + node);
            }
            scenario.accept(scenario.result(
                    action.key(), node, new ActionResult.NotBegun("test")));
        } else if (luck == 2 && action.task() != Task.PROBE) {
            scenario.complete(action.key(), node, 1);
        } else {
            expected(action, node);
        }
    }

    private void expected(ResourceAction action, String node) {
        String place = action.resource() + "@" + node;
        if (action.task() == Task.STOP) {
            active.remove(place);
        }
        boolean found = action.task() == Task.PROBE && active.contains(place);
        scenario.complete(action.key(), node, found ? 0 : action.targetExitCode());
    }

    private void fence(String target) {
        Optional<String> owner = NODES.stream()
                .filter(node -> scenario.node(node).state() == NodeState.ONLINE
                        && !node.equals(target))
                .findFirst();
        if (owner.isEmpty()) {
            return;
        }
        long incarnation = scenario.state().fencing().open(new NodeId(target)).orElseThrow()
                .incarnation();
        scenario.apply(new Command.RecordFencing(new NodeId(target), incarnation,
                new Command.FencingEvent.Assigned(Scenario.TERM, new NodeId(owner.get()),
                        FenceOperation.REBOOT)));
        scenario.apply(scenario.fenced(target, incarnation, owner.get()));
        active.removeIf(place -> place.endsWith("@" + target));
    }

    /** What is ordered may be active from then on. */
    private void observe() {
        for (ResourceAction action : inFlight(Task.START)) {
            boolean fenceDevice = !SERVICES.contains(action.resource().value());
            if (!fenceDevice && active.add(action.resource() + "@" + action.node())) {
                starts++;
            }
        }
    }

    private List<ResourceAction> inFlight(Task task) {
        return scenario.state().inFlight().values().stream()
                .map(InFlightAction::action)
                .filter(ResourceAction.class::isInstance)
                .map(ResourceAction.class::cast)
                .filter(action -> action.task() == task)
                .toList();
    }

    private void assertSafe(String when) {
        for (ResourceAction start : inFlight(Task.START)) {
            // A fence device is only made known to a machine; that may happen on several.
            List<String> elsewhere = active.stream()
                    .filter(place -> place.startsWith(start.resource() + "@")
                            && !place.endsWith("@" + start.node()))
                    .toList();
            assertEquals(List.of(), elsewhere, () -> when + ": invariant 1, " + start);
        }
        assertNeverTogether(when, Task.START, "app", Task.STOP, "db");
        assertNeverTogether(when, Task.START, "app", Task.START, "db");
        assertNeverTogether(when, Task.START, "g2", Task.STOP, "g1");
        assertNeverTogether(when, Task.START, "g2", Task.START, "g1");
        for (Task task : List.of(Task.START, Task.STOP)) {
            assertNotOnOneNode(when, task, "cache", Task.START, "db");
            assertNotOnOneNode(when, task, "db", Task.START, "cache");
        }
    }

    private void assertNeverTogether(
            String when, Task one, String first, Task other, String second) {
        assertTrue(!cluster.hasInFlight(one, first) || !cluster.hasInFlight(other, second),
                () -> when + ": " + scenario.keysInFlight());
    }

    private void assertNotOnOneNode(
            String when, Task one, String first, Task other, String second) {
        List<NodeId> places = inFlight(one).stream()
                .filter(action -> action.resource().value().equals(first))
                .map(ResourceAction::node)
                .toList();
        assertTrue(inFlight(other).stream()
                .noneMatch(action -> action.resource().value().equals(second)
                        && places.contains(action.node())),
                () -> when + ": " + scenario.keysInFlight());
    }

    /** Holding back must not mean for ever. */
    private void assertComesToRest(long seed) {
        for (int i = 0; i < STEPS; i++) {
            scenario.passSeconds(1);
            rejoin();
            planIfWanted();
            for (InFlightAction each : List.copyOf(scenario.state().inFlight().values())) {
                if (!scenario.state().inFlight().containsKey(each.id())) {
                    continue;
                }
                if (each.action() instanceof FenceAction fence) {
                    fence(fence.target().value());
                } else if (each.action() instanceof ResourceAction action) {
                    expected(action, each.node().value());
                }
                observe();
                assertSafe("seed " + seed + " coming to rest");
            }
        }
        assertEquals(List.of(), scenario.keysInFlight(), "seed " + seed);
        assertTrue(SERVICES.stream().anyMatch(service -> active.stream()
                .anyMatch(place -> place.startsWith(service + "@"))), "seed " + seed);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
