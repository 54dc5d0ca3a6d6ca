// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Safety rule 4: what is in flight takes part in planning. */
class ContinuedPlanTest {

    private static final String ORDER = "<rsc_order id='o1' first='db' then='app'/>";
    private static final String APART =
            "<rsc_colocation id='c1' rsc='cache' with-rsc='db' score='-INFINITY'/>";

    private static final String PLACED = ORDER + on("db", "a") + on("app", "b");

    private final PlannedCluster cluster = new PlannedCluster();

    private static String enabled(String id) {
        return primitive(id);
    }

    private static String disabled(String id) {
        return primitive(id, "target-role", "Stopped");
    }

    private static String on(String resource, String node) {
        return "<rsc_location id='l-" + resource + "' rsc='" + resource + "' node='" + node
                + "' score='1000'/>";
    }

    @Test
    void appDoesNotStartOnADatabaseThatIsJustBeingStopped() {
        cluster.configure(enabled("db") + disabled("app"), ORDER);
        cluster.settle();
        cluster.configure(disabled("db") + disabled("app"), ORDER);
        cluster.plan();
        assertEquals(List.of("db_stop_0"), cluster.inFlight());

        cluster.configure(enabled("db") + enabled("app"), ORDER);
        cluster.plan();

        assertEquals(List.of("db_stop_0"), cluster.inFlight());
        cluster.complete("db_stop_0");
        assertEquals(Grade.SAFETY, cluster.scenario().state().planDemand().grade());
        cluster.plan();
        assertEquals(List.of("db_start_0"), cluster.inFlight());
        cluster.complete("db_start_0");
        assertTrue(cluster.hasInFlight(Task.START, "app"));
    }

    @Test
    void databaseDoesNotStopUnderAnAppThatIsJustBeingStarted() {
        cluster.configure(disabled("db") + disabled("app"), PLACED);
        cluster.settle();
        cluster.configure(enabled("db") + enabled("app"), PLACED);
        cluster.plan();
        cluster.complete("db_start_0");
        assertEquals(List.of("app_start_0"), cluster.inFlight());

        cluster.configure(disabled("db") + enabled("app"), PLACED);
        cluster.plan();

        assertEquals(List.of("app_start_0"), cluster.inFlight());
        cluster.complete("app_start_0");
        cluster.plan();
        assertEquals(List.of("app_stop_0"), cluster.inFlight());
    }

    @Test
    void antiColocatedStartWaitsForAStartThatThePlanDoesNotWant() {
        cluster.configure(disabled("db") + disabled("cache"), APART + on("db", "a"));
        cluster.settle();
        cluster.configure(enabled("db") + disabled("cache"), APART + on("db", "a"));
        cluster.plan();
        assertEquals(List.of("db_start_0"), cluster.inFlight());

        cluster.configure(disabled("db") + enabled("cache"), APART + on("cache", "a"));
        cluster.plan();

        assertEquals(List.of("db_start_0"), cluster.inFlight());
        cluster.complete("db_start_0");
        cluster.settle();
        assertTrue(cluster.scenario().node("a").isActiveThere(
                new ResourceId("cache")));
    }

    @Test
    void slowStartDelaysNothingThatIsNotConnected() {
        cluster.configure(disabled("db") + disabled("app") + disabled("mail"), ORDER);
        cluster.settle();
        cluster.configure(enabled("db") + disabled("app") + disabled("mail"), ORDER);
        cluster.plan();

        cluster.configure(disabled("db") + disabled("app") + enabled("mail"), ORDER);
        cluster.plan();

        assertEquals(List.of("db_start_0", "mail_start_0"), cluster.inFlight());
    }

    @Test
    void membersOfAGroupWaitForEachOther() {
        String first = "<group id='g'>" + enabled("fs") + disabled("web") + "</group>";
        String both = "<group id='g'>" + enabled("fs") + enabled("web") + "</group>";
        String none = "<group id='g'>" + disabled("fs") + disabled("web") + "</group>";
        cluster.configure(first, "");
        cluster.settle();
        cluster.configure(none, "");
        cluster.plan();
        assertEquals(List.of("fs_stop_0"), cluster.inFlight());

        cluster.configure(both, "");
        cluster.plan();

        assertFalse(cluster.hasInFlight(Task.START, "web"));
        cluster.complete("fs_stop_0");
        cluster.plan();
        assertEquals(List.of("fs_start_0"), cluster.inFlight());
    }

    @Test
    void actionThatThePlanContinuesKeepsItsIdAndItsPlaceInTheOrder() {
        cluster.configure(disabled("db") + disabled("app"), ORDER);
        cluster.settle();
        cluster.configure(enabled("db") + enabled("app"), ORDER);
        cluster.plan();
        var id = cluster.scenario().inFlight("db_start_0", cluster.nodeOf("db_start_0"));
        cluster.scenario().accept(new Command.RequestPlan(
                Scenario.TERM, "test"));

        cluster.plan();

        assertEquals(id, cluster.scenario().inFlight("db_start_0",
                cluster.nodeOf("db_start_0")));
        assertEquals(List.of("db_start_0"), cluster.inFlight());
        cluster.complete("db_start_0");
        assertTrue(cluster.hasInFlight(Task.START, "app"));
    }

    @Test
    void nothingIsProbedBesideAnActionThatChangesIt() {
        cluster.configure(disabled("db"), "");
        cluster.settle();
        cluster.configure(enabled("db"), "");
        cluster.plan();
        assertEquals(List.of("db_start_0"), cluster.inFlight());
        cluster.scenario().accept(new Command.ClearFailures(
                Optional.empty(), Optional.empty(), true));

        cluster.plan();

        assertEquals(List.of("db_start_0"), cluster.inFlight());
        cluster.complete("db_start_0");
        assertEquals(Grade.SAFETY, cluster.scenario().state().planDemand().grade());
        cluster.plan();
        assertEquals(List.of("db_monitor_0", "db_monitor_0"), cluster.inFlight());
    }

    @Test
    void actionOfAnOlderConfigurationEndsOnItsOwnAndThenAPlanIsWanted() {
        cluster.configure(disabled("db"), "");
        cluster.settle();
        cluster.configure(enabled("db"), "");
        cluster.plan();
        cluster.configure(primitive("db", "priority", "5"), "");
        cluster.plan();

        cluster.complete("db_start_0");

        assertEquals(Grade.SAFETY, cluster.scenario().state().planDemand().grade());
    }
}
