// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.model.Template;
import dev.mainstay.port.AgentClient.Activity;
import dev.mainstay.port.AgentClient.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Safety rule 20: what starts later stops earlier, as far as it runs here. */
class LapsePlanTest {

    private static final AgentName AGENT =
            new AgentName("ocf", Optional.of("test"), "service");
    private static final InstanceId DISK = new InstanceId("disk");
    private static final InstanceId DATABASE = new InstanceId("db");
    private static final InstanceId WEB = new InstanceId("web");

    @Test
    void laterMembersOfAGroupStopFirst() {
        Configuration configuration = Configuration.EMPTY.withResources(List.of(
                new Group(new ResourceId("stack"), ResourceOptions.EMPTY,
                        List.of(primitive("disk"), primitive("db"), primitive("web")))));

        var stops = stops(configuration, DISK, DATABASE, WEB);

        assertEquals(Set.of(), stops.get(WEB));
        assertEquals(Set.of(WEB), stops.get(DATABASE));
        assertEquals(Set.of(DATABASE, WEB), stops.get(DISK));
    }

    @Test
    void orderOfATemplateHoldsForAllThatAreMadeFromIt() {
        Template template = new Template(new ResourceId("server"), AGENT, ResourceOptions.EMPTY,
                OperationList.EMPTY);
        Configuration configuration = new Configuration(SortedMaps.empty(), List.of(), List.of(),
                List.of(template), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), Optional.empty())
                .withResources(List.of(primitive("disk"),
                        new Primitive(new ResourceId("db"), Optional.of(template.id()),
                                Optional.empty(), ResourceOptions.EMPTY, OperationList.EMPTY),
                        new Primitive(new ResourceId("web"), Optional.of(template.id()),
                                Optional.empty(), ResourceOptions.EMPTY, OperationList.EMPTY)))
                .withConstraints(List.of(order("a", "disk", "server")));

        assertEquals(Set.of(DATABASE, WEB), stops(configuration, DISK, DATABASE, WEB).get(DISK));
    }

    @Test
    void asymmetricalOrderSaysNothingOfStops() {
        Constraint.Order starts = new Constraint.Order("a", id("disk"), id("db"),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of("false"), Optional.empty(),
                List.of());

        assertEquals(Set.of(),
                stops(services().withConstraints(List.of(starts)), DISK, DATABASE).get(DISK));
    }

    @Test
    void circleLeavesEveryoneATurn() {
        Configuration configuration = services()
                .withConstraints(List.of(order("a", "disk", "db"), order("b", "db", "disk")));

        stops(configuration, DISK, DATABASE);
    }

    @Test
    void numberedInstancesFollowTheirResource() {
        InstanceId second = new InstanceId("web:1");
        Configuration configuration = Configuration.EMPTY.withResources(List.of(primitive("db"),
                new Clone(new ResourceId("webs"), ResourceOptions.EMPTY,
                        Clone.Promotability.BY_META_ATTRIBUTE, primitive("web"))))
                .withConstraints(List.of(order("a", "db", "webs")));

        assertEquals(Set.of(second), stops(configuration, DATABASE, second).get(DATABASE));
    }

    @Test
    void whatIsUnmanagedIsLeftAlone() {
        Configuration configuration = services()
                .withClusterProperties(List.of(property("maintenance-mode", "true")));

        assertEquals(Map.of(),
                plan(LapsePolicy.STOP, configuration, Activity.STARTED, WEB).stops());
    }

    @Test
    void missingFenceDeviceOrUncertaintyKeepsNothingFromBeingStopped() {
        Configuration configuration = services().withClusterProperties(List.of(
                property("stonith-enabled", "true"), property("no-quorum-policy", "freeze")));

        assertEquals(Set.of(WEB), plan(LapsePolicy.STOP, configuration, Activity.UNCERTAIN, WEB)
                .stops().keySet());
    }

    @Test
    void demotionLeavesPromotableInstancesRunningUnpromoted() {
        InstanceId first = new InstanceId("db:0");
        InstanceId plain = new InstanceId("web:0");
        Configuration configuration = Configuration.EMPTY.withResources(List.of(primitive("disk"),
                clone("dbs", "db", true), clone("webs", "web", false)))
                .withConstraints(List.of(promoteBeforeStart("dbs", "disk")));

        LapsePlan plan = LapsePlan.of(LapsePolicy.DEMOTE, configuration, new NodeId("n1"),
                List.of(entry(first, Activity.PROMOTED), entry(plain, Activity.STARTED),
                        entry(DISK, Activity.STARTED)),
                Instant.EPOCH);

        assertEquals(Set.of(DISK, plain), plan.stops().keySet());
        assertEquals(Map.of(first, Set.of(DISK)), plan.demotions());
    }

    @Test
    void demotionLeavesUnpromotedInstancesAlone() {
        InstanceId first = new InstanceId("db:0");
        Configuration configuration =
                Configuration.EMPTY.withResources(List.of(clone("dbs", "db", true)));

        assertFalse(plan(LapsePolicy.DEMOTE, configuration, Activity.STARTED, first)
                .changes(first));
    }

    /** It may be promoted: an action was under way when the lease ended. */
    @Test
    void uncertainInstanceIsStoppedWhereOthersAreDemoted() {
        InstanceId first = new InstanceId("db:0");
        Configuration configuration =
                Configuration.EMPTY.withResources(List.of(clone("dbs", "db", true)));

        assertEquals(Set.of(first),
                plan(LapsePolicy.DEMOTE, configuration, Activity.UNCERTAIN, first)
                        .stops().keySet());
    }

    @Test
    void promotableInstanceStopsWithWhatItCannotRunWithout() {
        InstanceId first = new InstanceId("db:0");
        Configuration configuration = Configuration.EMPTY.withResources(
                List.of(primitive("disk"), clone("dbs", "db", true)))
                .withConstraints(List.of(order("a", "disk", "dbs")));

        LapsePlan plan = LapsePlan.of(LapsePolicy.DEMOTE, configuration, new NodeId("n1"),
                List.of(entry(first, Activity.PROMOTED), entry(DISK, Activity.STARTED)),
                Instant.EPOCH);

        assertEquals(Set.of(), plan.stops().get(first));
        assertEquals(Set.of(first), plan.stops().get(DISK));
        assertEquals(Map.of(), plan.demotions());
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "freeze,LEAVE", "ignore,LEAVE", "demote,DEMOTE", "fence,STOP",
        "nonsense,STOP"})
    void policyIsReadAsTheSchedulerReadsIt(String value, LapsePolicy policy) {
        Configuration configuration = services()
                .withClusterProperties(List.of(property("no_quorum_policy", value)));

        assertEquals(policy, LapsePolicy.of(configuration, Instant.EPOCH));
    }

    private static AttributeSet property(String name, String value) {
        return new AttributeSet(Optional.of("options-" + name), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(new Attribute(Optional.of(name),
                        Optional.empty(), Optional.of(name), Optional.of(value))));
    }

    private static SortedMap<InstanceId, SortedSet<InstanceId>> stops(
            Configuration configuration, InstanceId... running) {
        var after = plan(LapsePolicy.STOP, configuration, Activity.STARTED, running).stops();
        assertEquals(Set.of(running), after.keySet());
        return after;
    }

    private static LapsePlan plan(LapsePolicy policy, Configuration configuration,
            Activity activity, InstanceId... running) {
        return LapsePlan.of(policy, configuration, new NodeId("n1"), Stream.of(running)
                .map(instance -> entry(instance, activity))
                .toList(), Instant.EPOCH);
    }

    private static LedgerEntry entry(InstanceId instance, Activity activity) {
        return new LedgerEntry(instance, AGENT, activity, SortedMaps.empty(), SortedMaps.empty(),
                1_000, Optional.empty());
    }

    private static Clone clone(String id, String of, boolean promotable) {
        return new Clone(new ResourceId(id), ResourceOptions.EMPTY,
                promotable ? Clone.Promotability.BY_ELEMENT : Clone.Promotability.BY_META_ATTRIBUTE,
                primitive(of));
    }

    private static Constraint.Order promoteBeforeStart(String first, String then) {
        return new Constraint.Order("p", id(first), id(then), Optional.of("promote"),
                Optional.of("start"), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private static Configuration services() {
        return Configuration.EMPTY.withResources(List.<Resource>of(
                primitive("disk"), primitive("db"), primitive("web")));
    }

    private static Constraint.Order order(String id, String first, String then) {
        return new Constraint.Order(id, id(first), id(then), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of());
    }

    private static Optional<ResourceId> id(String value) {
        return Optional.of(new ResourceId(value));
    }

    private static Primitive primitive(String id) {
        return new Primitive(new ResourceId(id), Optional.empty(),
                Optional.of(AGENT),
                ResourceOptions.EMPTY, OperationList.EMPTY);
    }
}
