// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.effect.WantedActions;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.Consequence;
import dev.mainstay.scheduler.LossAges;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PreviewsTest {

    private static final Author AUTHOR = new Author("test", "here");
    private static final NodeId B = new NodeId("b");

    /** The leader's own planning. */
    private static final class Plans implements PlanSource, WantedActions {
        private final SchedulerPlanner planner =
                new SchedulerPlanner(new NodeId("a"), Duration.ofSeconds(5),
                        () -> new LossAges(new TreeMap<>()));

        @Override
        public Explained plan(ClusterState state, Instant now) {
            return new Explained(planner.plan(state, now).transition(),
                    Scheduler.plan(planner.input(state, now)));
        }

        @Override
        public List<PlannedAction> of(ClusterState state, Instant now) {
            return Scheduler.plan(planner.input(state, now)).actions();
        }
    }

    private static Scenario running() {
        Scenario cluster = Scenario.of("a", "b").with(Scenario.primitive("r"));
        cluster.accept(Scenario.property("stonith-enabled", "false"));
        cluster.carryOut(Scenario.action(Task.PROBE, "r", "b"));
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        return cluster;
    }

    private static ChangePreview preview(Scenario cluster, Command command) {
        return Previews.of(cluster.state(), command, AUTHOR, new Plans(), cluster.time());
    }

    @Test
    void moveIsAnInterruptionAndChangesNoConfiguration() {
        Scenario cluster = running();
        ClusterState before = cluster.state();

        ChangePreview preview = preview(cluster, new Command.ChangeMove(new ResourceId("r"),
                new MoveChange.Requested(Optional.of(B), cluster.time().plusSeconds(60))));

        assertEquals(List.of(Consequence.newBuilder().setResource("r").setKind("move")
                .setFromNode("a").setToNode("b").setInterrupts(true)
                .setText("r stops on a and starts on b").build()),
                preview.getConsequencesList());
        assertEquals(0, preview.getDifferencesCount());
        assertEquals(List.of("r_stop_0", "r_start_0"), preview.getActionsList().stream()
                .map(action -> action.getAction()).toList());
        assertEquals(before, cluster.state());
    }

    @Test
    void whatIsRemovedIsShownAndStopped() {
        Scenario cluster = running();

        ChangePreview preview = preview(cluster, new Command.ChangeConfiguration(
                Optional.empty(), new ConfigurationChange.Document(Configuration.EMPTY
                        .withClusterProperties(
                                cluster.state().configuration().clusterProperties())),
                ""));

        assertTrue(
                preview.getDifferencesList().stream().allMatch(difference -> difference.hasBefore()
                        && difference.getPath().startsWith("resources/r/")));
        assertEquals(List.of("stop"), preview.getConsequencesList().stream()
                .map(Consequence::getKind).toList());
    }

    @Test
    void whatTheClusterDoesAnywayIsToldApart() {
        Scenario cluster = Scenario.of("a", "b").with(Scenario.primitive("r"));
        cluster.accept(Scenario.property("stonith-enabled", "false"));

        ChangePreview preview = preview(
                cluster, new Command.ChangeAttribute(B, "colour", Optional.of("red")));

        assertTrue(preview.getConsequencesCount() > 0);
        assertTrue(preview.getConsequencesList().stream().allMatch(Consequence::getDueAnyway));
        assertTrue(preview.getActionsList().stream().allMatch(action -> action.getDueAnyway()));
    }

    @Test
    void requestedTerminationNamesItsAction() {
        for (var wanted : Map.of("true", "b is fenced (reboot)", "poweroff", "b is fenced (off)")
                .entrySet()) {
            Scenario cluster = Scenario.of("a", "b").with(Scenario.primitive("r"),
                    Scenario.primitive("power", Scenario.FENCE));
            ChangePreview preview = preview(cluster, new Command.ChangeAttribute(B, "terminate",
                    Optional.of(wanted.getKey())));
            assertTrue(preview.getConsequencesList().stream()
                    .anyMatch(change -> change.getText().equals(wanted.getValue())),
                    preview::toString);
        }
    }

    @Test
    void changeThatWouldBeRejectedIs() {
        assertThrows(StatusRuntimeException.class, () -> preview(running(), new Command.ChangeMove(
                new ResourceId("nothing"), new MoveChange.Ended("no"))));
    }
}
