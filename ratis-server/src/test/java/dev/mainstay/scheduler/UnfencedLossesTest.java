// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.model.Template;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Safety rule 19: how long a lost machine that nobody fences keeps what it ran. */
class UnfencedLossesTest {

    private static final Duration LEASE = Duration.ofSeconds(5);

    private final Scenario cluster = Scenario.of("a", "b", "c");

    @Test
    void lostMachineKeepsItsServiceForLeaseAndStopTime() {
        configure(Scenario.primitive("r"), List.of(), List.of(), "false");
        Instant lost = runAndLose();

        UnfencedLosses losses = at(lost.plusSeconds(24));
        assertEquals(Optional.of(lost.plusSeconds(25)), losses.until());
        assertEquals(List.of("b", "c"), losses.constraints().stream()
                .map(constraint -> ((Constraint.Location) constraint).node().orElseThrow().value())
                .toList());

        assertTrue(at(lost.plusSeconds(25)).constraints().isEmpty());
    }

    @Test
    void lossOfAnotherLifeEndsNoWait() {
        configure(Scenario.primitive("r"), List.of(), List.of(), "false");
        Instant lost = runAndLose();

        UnfencedLosses losses = UnfencedLosses.of(
                cluster.state(), LEASE, ages(incarnation() - 1, Duration.ofHours(1)), lost);
        assertEquals(Optional.of(lost.plusSeconds(25)), losses.until());
    }

    @Test
    void stopTimeIsWhatTheSchedulerWouldGiveTheStop() {
        configure(Scenario.primitive("r"), List.of(), List.of(new AttributeSet(
                Optional.of("op-defaults"), Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(new Attribute(Optional.of("t"), Optional.empty(), Optional.of("timeout"),
                        Optional.of("40s"))))),
                "false");
        Instant lost = runAndLose();

        assertEquals(Optional.of(lost.plusSeconds(45)), at(lost).until());
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
        Instant lost = runAndLose();

        assertEquals(Optional.of(lost.plusSeconds(65)), at(lost).until());
    }

    @Test
    void withFencingNothingWaits() {
        configure(Scenario.primitive("r"), List.of(), List.of(), "true");
        Instant lost = runAndLose();

        assertEquals(new UnfencedLosses(List.of(), Optional.empty()), at(lost));
    }

    @Test
    void ordinaryCloneIsNotHeld() {
        clone("globally-unique", "false");
        start("r", "a", "b");
        Instant lost = lose();

        assertEquals(new UnfencedLosses(List.of(), Optional.empty()), at(lost));
    }

    @Test
    void cloneWithFewerInstancesThanMachinesStartsNoneInPlaceOfALostOne() {
        clone("clone-max", "2");
        start("r", "a", "b");
        Instant lost = lose();

        assertEquals(List.of("clone@c"), held(lost));
        assertEquals(List.of(), planned("start", lost.plusSeconds(24)));
        assertEquals(List.of("r@c"), planned("start", lost.plusSeconds(25)));
    }

    @Test
    void instanceThatIsJustBeingStartedIsLeftAlone() {
        clone("clone-max", "2");
        start("r", "a");
        cluster.adopt(Scenario.action(Task.START, "r", "b"));
        Instant lost = lose();

        assertEquals(List.of("clone@c"), held(lost));
    }

    @Test
    void instanceOfUniqueCloneWaitsWhereverItWouldGo() {
        clone("globally-unique", "true", "clone-node-max", "3");
        start("r:0", "a");
        start("r:1", "b");
        start("r:2", "c");
        Instant lost = lose();

        assertEquals(List.of("r:0@b", "r:0@c"), held(lost));
        assertEquals(List.of(), planned("start", lost.plusSeconds(24)));
        assertEquals(1, planned("start", lost.plusSeconds(25)).size());
    }

    @Test
    void nothingIsPromotedWhileALostMachineMayBe() {
        clone("promotable", "true");
        start("r", "a", "b", "c");
        carryOut(promotion("r", "a"));
        Instant lost = lose();

        assertEquals(List.of("clone@b/Promoted", "clone@c/Promoted"), held(lost));
        // It is demoted before it is stopped, and both may take 20 s.
        assertEquals(List.of(), planned("promote", lost.plusSeconds(44)));
        assertEquals(1, planned("promote", lost.plusSeconds(45)).size());
        assertEquals(List.of(), planned("stop", lost));
    }

    @Test
    void unpromotedInstanceOfALostMachineKeepsNobodyFromBeingPromoted() {
        clone("promotable", "true");
        start("r", "a", "b", "c");
        Instant lost = lose();

        assertEquals(List.of(), held(lost));
        assertEquals(1, planned("promote", lost).size());
    }

    @Test
    void promotionUnderWayOnALostMachineCounts() {
        clone("promotable", "true");
        start("r", "a", "b", "c");
        cluster.adopt(promotion("r", "a"));

        assertEquals(List.of("clone@b/Promoted", "clone@c/Promoted"), held(lose()));
    }

    @Test
    void whatIsPromotedAlreadyStaysSo() {
        clone("promotable", "true", "promoted-max", "2");
        start("r", "a", "b", "c");
        carryOut(promotion("r", "a"));
        carryOut(promotion("r", "b"));
        Instant lost = lose();

        assertEquals(List.of("clone@c/Promoted"), held(lost));
        assertEquals(List.of(), planned("demote", lost));
    }

    @Test
    void promotionsThatTheLimitAllowsForGoOn() {
        clone("promotable", "true", "promoted-max", "3");
        start("r", "a", "b", "c");
        carryOut(promotion("r", "a"));

        assertEquals(List.of(), held(lose()));
    }

    @Test
    void instancesOfUniquePromotableCloneAreHeldByNumber() {
        clone("promotable", "true", "globally-unique", "true", "promoted-max", "2");
        start("r:0", "a");
        start("r:1", "b");
        start("r:2", "c");
        carryOut(promotion("r:0", "a"));
        carryOut(promotion("r:1", "b"));

        assertEquals(List.of("r:0@b", "r:0@c", "r:0@b/Promoted", "r:0@c/Promoted",
                "r:2@b/Promoted", "r:2@c/Promoted"), held(lose()));
    }

    @Test
    void membersOfAClonedGroupAreOneInstance() {
        configure(clone(new Group(new ResourceId("g"), ResourceOptions.EMPTY,
                List.of(Scenario.primitive("r"), Scenario.primitive("s"))), "clone-max", "2"),
                List.of(), List.of(), "false");
        start("r", "a", "b");
        start("s", "a", "b");
        Instant lost = lose();

        assertEquals(List.of("clone@c"), held(lost));
        assertEquals(Optional.of(lost.plusSeconds(45)), at(lost).until());
    }

    @Test
    void containerOfABundleWaits() {
        TreeMap<String, String> container = new TreeMap<>();
        container.put("image", "web");
        container.put("replicas", "2");
        configure(new Bundle(new ResourceId("box"), ResourceOptions.EMPTY,
                new Bundle.Container("podman", container), Optional.empty(), Optional.empty(),
                Optional.empty()), List.of(), List.of(), "false");
        start("box-podman-0", "a");
        start("box-podman-1", "b");
        Instant lost = lose();

        assertEquals(List.of("box-podman-0@b", "box-podman-0@c"), held(lost));
        assertFalse(planned("start", lost).contains("box-podman-0@c"));
        assertTrue(planned("start", lost.plusSeconds(25)).contains("box-podman-0@c"));
    }

    private List<String> held(Instant now) {
        return at(now).constraints().stream().map(Constraint.Location.class::cast)
                .map(location -> location.resource().orElseThrow() + "@"
                        + location.node().orElseThrow()
                        + location.role().map(role -> "/" + role).orElse(""))
                .toList();
    }

    private List<String> planned(String task, Instant now) {
        return Scheduler.plan(at(now).hold(SchedulerInputs.of(cluster.state(), now))).actions()
                .stream()
                .filter(action -> action.kind() == PlannedAction.Kind.RESOURCE
                        && action.task().equals(task))
                .map(action -> new InstanceId(action.resource().orElseThrow()).resource() + "@"
                        + action.node().orElseThrow())
                .toList();
    }

    private void start(String instance, String... nodes) {
        for (String node : nodes) {
            carryOut(of(Scenario.action(Task.START, instance, node)));
        }
    }

    /** Told with a digest of no parameters, so that no plan takes them for changed. */
    private void carryOut(ResourceAction action) {
        cluster.adopt(action);
        String node = action.node().value();
        OperationDigests digests = new OperationDigests(
                Optional.of(OperationDigest.of(new TreeMap<>())), Optional.empty(),
                Optional.empty(), List.of(), List.of());
        cluster.accept(cluster.result(action.key(), node, new ActionResult.Completed(
                Scenario.record(action.key(), 0, OperationStatus.DONE).withDigests(digests))));
    }

    private static ResourceAction promotion(String instance, String node) {
        return of(Scenario.action(Task.PROMOTE, instance, node));
    }

    /** With the instance's number left out of the resource. */
    private static ResourceAction of(ResourceAction action) {
        return new ResourceAction(action.key(), action.instance().resource(), action.instance(),
                action.task(), action.intervalMillis(), action.node(), action.timeoutMillis(),
                action.targetExitCode(), action.cancel(), action.context());
    }

    private void clone(String... meta) {
        configure(clone(Scenario.primitive("r"), meta), List.of(), List.of(), "false");
        cluster.accept(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Document(cluster.state().configuration()
                        .withConstraints(Stream.of("a", "b", "c").map(
                                UnfencedLossesTest::promotable).toList())),
                "test"));
    }

    /** Stands for what agents say; without it nothing is promoted. */
    private static Constraint promotable(String node) {
        return new Constraint.Location("promotable-" + node,
                Optional.of(new ResourceId("clone")), Optional.empty(), List.of(),
                Optional.of(new NodeId(node)), Optional.of("10"), Optional.of("Promoted"),
                Optional.empty(), List.of());
    }

    private static Clone clone(Resource child, String... meta) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < meta.length; i += 2) {
            attributes.add(new Attribute(Optional.of("m" + i), Optional.empty(),
                    Optional.of(meta[i]), Optional.of(meta[i + 1])));
        }
        return new Clone(new ResourceId("clone"), new ResourceOptions(
                Optional.empty(), List.of(),
                List.of(new AttributeSet(Optional.of("meta"), Optional.empty(),
                        Optional.empty(), Optional.empty(), attributes)),
                List.of()), Clone.Promotability.BY_META_ATTRIBUTE, child);
    }

    private UnfencedLosses at(Instant now) {
        Instant lost = cluster.state().node(new NodeId("a")).orElseThrow().since();
        return UnfencedLosses.of(cluster.state(), LEASE,
                ages(incarnation(), Duration.between(lost, now)), now);
    }

    private static LossAges ages(long incarnation, Duration age) {
        TreeMap<Long, Duration> ages = new TreeMap<>();
        ages.put(incarnation, age);
        return new LossAges(ages);
    }

    private long incarnation() {
        return cluster.state().node(new NodeId("a")).orElseThrow().incarnation();
    }

    private Instant runAndLose() {
        start("r", "a");
        return lose();
    }

    private Instant lose() {
        cluster.lose("a");
        return cluster.state().node(new NodeId("a")).orElseThrow().since();
    }

    private void configure(Resource resource, List<Template> templates,
            List<AttributeSet> operationDefaults, String fencing) {
        AttributeSet options = new AttributeSet(Optional.of("options"), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(new Attribute(Optional.of("f"),
                        Optional.empty(), Optional.of("stonith-enabled"),
                        Optional.of(fencing))));
        cluster.accept(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Document(new Configuration(SortedMaps.empty(),
                        List.of(options), List.of(), templates, List.of(resource), List.of(),
                        List.of(), List.of(), operationDefaults, List.of(), List.of(),
                        Optional.empty())),
                "test"));
    }
}
