// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Safety rule 20: what starts later stops earlier, as far as it runs here. */
class LapseOrderTest {

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
    void orderHoldsOverWhatDoesNotRunHere() {
        Configuration configuration = services()
                .withConstraints(List.of(order("a", "disk", "db"), order("b", "db", "web")));

        assertEquals(Set.of(WEB), stops(configuration, DISK, WEB).get(DISK));
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

        var stops = stops(configuration, DISK, DATABASE);

        assertEquals(Set.of(DATABASE), stops.get(DISK));
        assertEquals(Set.of(), stops.get(DATABASE));
    }

    @Test
    void numberedInstancesFollowTheirResource() {
        InstanceId second = new InstanceId("web:1");

        var stops = stops(services().withConstraints(List.of(order("a", "db", "web"))),
                DATABASE, second);

        assertEquals(Set.of(second), stops.get(DATABASE));
    }

    private static SortedMap<InstanceId, SortedSet<InstanceId>> stops(
            Configuration configuration, InstanceId... running) {
        return new LapseOrder(configuration).stopsAfter(List.of(running));
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
                Optional.of(new AgentName("ocf", Optional.of("test"), "service")),
                ResourceOptions.EMPTY, OperationList.EMPTY);
    }
}
