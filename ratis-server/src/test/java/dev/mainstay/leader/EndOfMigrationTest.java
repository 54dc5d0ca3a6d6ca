// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The entry that ends a live migration also ends the request to move, which wants a plan. */
class EndOfMigrationTest {

    private static final ResourceId GUEST = new ResourceId("guest");

    private final PlannedCluster cluster = new PlannedCluster();
    private final Scenario scenario = cluster.scenario();

    private void migrateToB() {
        cluster.configure(primitive("guest", "allow-migrate", "true"),
                "<rsc_location id='l' rsc='guest' node='a' score='5'/>"
                        + "<rsc_location id='s' rsc='guest' node='b' score='5'/>");
        cluster.settle();
        assertTrue(scenario.node("a").isActiveThere(GUEST));
        scenario.accept(new Command.ChangeMove(GUEST, new MoveChange.Requested(
                Optional.of(new NodeId("b")), scenario.time().plusSeconds(600))));
        cluster.plan();
        cluster.complete("guest_migrate_to_0");
        cluster.complete("guest_migrate_from_0");
        assertTrue(scenario.state().moves().isEmpty());
        assertTrue(scenario.state().planDemand().isWanted());
    }

    @Test
    void planOfThatMomentStopsTheSourceAndProbesNothing() {
        migrateToB();
        cluster.plan();

        assertEquals(List.of("guest_stop_0"), cluster.inFlight());
        assertEquals("a", cluster.nodeOf("guest_stop_0"));
        assertEquals(List.of(new NodeId("b")), scenario.state().activeOn(GUEST));
        cluster.settle();
        assertEquals(List.of(new NodeId("b")), scenario.state().activeOn(GUEST));
        assertFalse(cluster.hasInFlight(Task.PROBE, "guest"));
    }
}
