// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.model.Template;
import dev.mainstay.state.Command;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Safety rule 19: how long a lost machine that nobody fences keeps what it ran. */
class UnfencedLossesTest {

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final Scenario cluster = Scenario.of("a", "b", "c");

    @Test
    void lostMachineKeepsItsServiceForLeaseAndStopTime() {
        configure(Scenario.primitive("r"), List.of(), List.of(), "false");
        runAndLose();

        UnfencedLosses losses = after(24);
        assertEquals(Optional.of(NOW.plusSeconds(1)), losses.until());
        assertEquals(List.of("b", "c"), losses.constraints().stream()
                .map(constraint -> ((Constraint.Location) constraint).node().orElseThrow().value())
                .toList());

        assertTrue(after(25).constraints().isEmpty());
    }

    @Test
    void lossOfAnotherLifeEndsNoWait() {
        configure(Scenario.primitive("r"), List.of(), List.of(), "false");
        runAndLose();

        UnfencedLosses losses = UnfencedLosses.of(
                cluster.state(), LEASE, ages(incarnation() - 1, 3_600), NOW);
        assertEquals(Optional.of(NOW.plusSeconds(25)), losses.until());
    }

    @Test
    void stopTimeIsWhatTheSchedulerWouldGiveTheStop() {
        configure(Scenario.primitive("r"), List.of(), List.of(new AttributeSet(
                Optional.of("op-defaults"), Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(new Attribute(Optional.of("t"), Optional.empty(), Optional.of("timeout"),
                        Optional.of("40s"))))),
                "false");
        runAndLose();

        assertEquals(Optional.of(NOW.plusSeconds(45)), after(0).until());
    }

    @Test
    void stopTimeOfATemplateCounts() {
        TreeMap<String, String> options = new TreeMap<>();
        options.put("timeout", "1min");
        Template template = new Template(new ResourceId("t"), Scenario.DUMMY,
                ResourceOptions.EMPTY, new OperationList(Optional.empty(), Optional.empty(),
                        List.of(new Operation(Optional.of("t-stop"), Optional.empty(), "stop",
                                "0", options, List.of(), List.of()))));
        configure(new Primitive(new ResourceId("r"), Optional.of(template.id()),
                Optional.empty(), ResourceOptions.EMPTY, OperationList.EMPTY), List.of(template),
                List.of(), "false");
        runAndLose();

        assertEquals(Optional.of(NOW.plusSeconds(65)), after(0).until());
    }

    @Test
    void withFencingNothingWaits() {
        configure(Scenario.primitive("r"), List.of(), List.of(), "true");
        runAndLose();

        assertEquals(new UnfencedLosses(List.of(), Optional.empty()), after(0));
    }

    /** How it is when the loss has been known for some seconds. */
    private UnfencedLosses after(long seconds) {
        return UnfencedLosses.of(cluster.state(), LEASE, ages(incarnation(), seconds), NOW);
    }

    private static LossAges ages(long incarnation, long seconds) {
        TreeMap<Long, Duration> ages = new TreeMap<>();
        ages.put(incarnation, Duration.ofSeconds(seconds));
        return new LossAges(ages);
    }

    private long incarnation() {
        return cluster.state().node(new NodeId("a")).orElseThrow().incarnation();
    }

    private void runAndLose() {
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        cluster.lose("a");
    }

    private void configure(Primitive primitive, List<Template> templates,
            List<AttributeSet> operationDefaults, String fencing) {
        AttributeSet options = new AttributeSet(Optional.of("options"), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(new Attribute(Optional.of("f"),
                        Optional.empty(), Optional.of("stonith-enabled"),
                        Optional.of(fencing))));
        cluster.accept(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Document(new Configuration(SortedMaps.empty(),
                        List.of(options), List.of(), templates, List.of(primitive), List.of(),
                        List.of(), List.of(), operationDefaults, List.of(), List.of(),
                        Optional.empty())),
                "test"));
    }
}
