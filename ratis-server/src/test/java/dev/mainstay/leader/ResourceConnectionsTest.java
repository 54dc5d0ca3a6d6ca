// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.ResourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which resources may matter to each other. */
class ResourceConnectionsTest {

    private static final String RESOURCES = "<template id='t' class='ocf' provider='mainstay'"
            + " type='dummy'/>"
            + "<primitive id='t1' template='t'/><primitive id='t2' template='t'/>"
            + "<group id='g'>" + primitive("g1") + primitive("g2") + "</group>"
            + "<clone id='k'>" + primitive("k1") + "</clone>"
            + primitive("db") + primitive("app") + primitive("cache") + primitive("lone")
            + primitive("s1") + primitive("s2") + primitive("u1") + primitive("u2")
            + primitive("placed");

    private static final String CONSTRAINTS = "<rsc_order id='o1' first='db' then='app'/>"
            + "<rsc_colocation id='c1' rsc='cache' with-rsc='app' score='-INFINITY'/>"
            + "<rsc_order id='o2' first='k' then='g2'/>"
            + "<rsc_ticket id='x1' ticket='T'><resource_set id='rs1'><resource_ref id='s1'/>"
            + "<resource_ref id='s2'/></resource_set></rsc_ticket>"
            + "<rsc_colocation id='c2' score='5'><resource_set id-ref='rs1'/>"
            + "<resource_set id='rs2'><resource_ref id='u1'/></resource_set></rsc_colocation>"
            + "<rsc_order id='o3' first='t' then='u2'/>"
            + "<rsc_location id='l1' rsc='placed' node='a' score='1'/>"
            + "<rsc_location id='l2' node='a' score='1'><resource_set id='rs3'>"
            + "<resource_ref id='placed'/><resource_ref id='lone'/></resource_set>"
            + "</rsc_location>";

    @ParameterizedTest
    @CsvSource({
        "db, db, true", "db, app, true", "db, cache, true", "g1, g2, true", "g, g1, true",
        "k1, g1, true", "s1, s2, true", "s2, u1, true", "t1, u2, true", "t1, t2, true",
        "unheard, unheard, true", "db, lone, false", "db, g1, false", "u1, u2, false",
        "placed, lone, false", "s1, t1, false"})
    void areConnectedByPartsAndConstraintsAlone(String one, String other, boolean expected) {
        ResourceConnections connections = ResourceConnections.of(
                PlannedCluster.configuration("", RESOURCES, CONSTRAINTS));

        assertEquals(expected,
                connections.areConnected(new ResourceId(one), new ResourceId(other)));
        assertEquals(expected,
                connections.areConnected(new ResourceId(other), new ResourceId(one)));
    }

    @Test
    void tagConnectsOnlyThroughAConstraint() {
        String tags = "<tags><tag id='set'><obj_ref id='db'/><obj_ref id='app'/></tag></tags>";
        String resources = primitive("db") + primitive("app") + primitive("lone");

        assertEquals(false, connected(resources, "</constraints>" + tags + "<constraints>"));
        assertEquals(true, connected(resources, "<rsc_order id='o' first='set' then='lone'/>"
                + "</constraints>" + tags + "<constraints>"));
    }

    private static boolean connected(String resources, String constraints) {
        return ResourceConnections.of(
                PlannedCluster.configuration("", resources, constraints))
                .areConnected(new ResourceId("db"), new ResourceId("app"));
    }
}
