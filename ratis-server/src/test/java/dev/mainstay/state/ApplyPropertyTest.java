// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.SnapshotCodec;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.ResourceId;
import dev.mainstay.port.Proposal;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold whatever is proposed: apply is total, deterministic, and survives snapshots. */
class ApplyPropertyTest {

    private static final int STEPS = 300;

    static List<Long> seeds() {
        return new Random(42).longs(40).boxed().toList();
    }

    static Scenario run(long seed) {
        Scenario cluster = Scenario.of("a", "b", "c").with(
                Scenario.primitive("r"), Scenario.primitive("s"));
        RandomCommands commands = new RandomCommands(seed);
        for (int i = 0; i < STEPS; i++) {
            cluster.passSeconds(i % 3);
            Grade before = cluster.state().planDemand().grade();
            var inFlight = cluster.state().inFlight();
            Command command = commands.next(cluster);
            cluster.apply(command, Scenario.TERM, i % 5 == 0
                    ? Optional.of("q" + i)
                    : Optional.empty());
            assertNothingNewWhileAPlanIsWanted(before, inFlight.keySet().size(), cluster, command);
        }
        return cluster;
    }

    private static void assertNothingNewWhileAPlanIsWanted(
            Grade before, int inFlight, Scenario cluster, Command command) {
        if (before != Grade.NONE && !(command instanceof Command.AdoptTransition)) {
            assertTrue(cluster.state().inFlight().size() <= inFlight, command.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replayGivesTheSameStateAndDigest(long seed) {
        Scenario live = run(seed);
        CommandApplier applier = new CommandApplier(new StoredFormat());

        ClusterState replayed = ClusterState.initial();
        for (LogEntry entry : live.log()) {
            byte[] bytes = LogCodec.encode(new Proposal(entry.command(), entry.author(),
                    entry.requestId(), OptionalLong.empty()), entry.time());
            replayed = applier.apply(
                    replayed, LogCodec.decode(entry.index(), entry.term(), bytes)).state();
        }

        assertEquals(live.state(), replayed);
        assertEquals(SnapshotCodec.digest(live.state()), SnapshotCodec.digest(replayed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void snapshotHoldsAllOfTheState(long seed) throws IOException {
        ClusterState state = run(seed).state();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        SnapshotCodec.write(state, out);
        ClusterState read = SnapshotCodec.read(new ByteArrayInputStream(out.toByteArray()));

        assertEquals(state, read);
        assertEquals(SnapshotCodec.digest(state), SnapshotCodec.digest(read));
    }

    /**
     * A planner that starts r only where nothing of it may be active, is starting or is unknown;
     * whatever comes of its actions, and whenever, no two starts of r are in flight at once and
     * none beside an active one.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void neverTwoStartsOfAPrimitive(long seed) {
        Scenario cluster = Scenario.of("a", "b", "c").with(
                Scenario.primitive("r"), Scenario.primitive("f", Scenario.FENCE));
        Random random = new Random(seed);
        RandomCommands noise = new RandomCommands(seed);
        for (int i = 0; i < STEPS; i++) {
            if (cluster.state().planDemand().isWanted()
                    || cluster.state().progress().isComplete()) {
                cluster.apply(CarefulPlanner.plan(cluster, new ResourceId("r"), random));
            }
            Command command = noise.next(cluster);
            if (!(command instanceof Command.AdoptTransition)) {
                cluster.apply(command);
            }
            assertExclusive(cluster.state());
        }
    }

    private static void assertExclusive(ClusterState state) {
        ResourceId r = new ResourceId("r");
        List<InFlightAction> starts = state.inFlight().values().stream()
                .filter(action -> action.action() instanceof ResourceAction resource
                        && resource.resource().equals(r) && resource.task() == Task.START)
                .toList();
        assertTrue(starts.size() <= 1, starts.toString());
        for (InFlightAction start : starts) {
            List<NodeRecord> elsewhere = state.nodes().values().stream()
                    .filter(node -> !node.node().equals(start.node()))
                    .filter(node -> !node.state().isSettled())
                    .filter(node -> node.isActiveThere(r))
                    .filter(node -> node.incarnation() < start.sinceIndex())
                    .toList();
            assertTrue(elsewhere.stream().noneMatch(node -> orderedBefore(node, start)),
                    () -> start + " beside " + elsewhere);
        }
    }

    /** Something that is found active later (a probe after the start) was not known of. */
    private static boolean orderedBefore(NodeRecord node, InFlightAction start) {
        return node.instancesOf(new ResourceId("r"))
                .flatMap(history -> history.lastOperation().stream())
                .anyMatch(last -> last.transition() > start.id().transition());
    }
}
