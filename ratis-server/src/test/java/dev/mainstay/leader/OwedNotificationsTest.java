// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a transition began, its instances are told of, whatever plan is adopted meanwhile. */
class OwedNotificationsTest {

    private static final String ON_A = "<rsc_location id='l' rsc='c' node='a' role='Promoted'"
            + " score='100'/>";
    private static final String IP_AFTER = "<rsc_order id='after' first='c' first-action='promote'"
            + " then='ip' then-action='start'/>";
    private static final String PROMOTE = "w:0_promote_0";

    private final PlannedCluster cluster = new PlannedCluster();
    private final Scenario scenario = cluster.scenario();

    private static String cloned(String... meta) {
        StringBuilder text = new StringBuilder("<nvpair id='c-n' name='notify' value='true'/>"
                + "<nvpair id='c-p' name='promotable' value='true'/>");
        for (int i = 0; i < meta.length; i += 2) {
            text.append("<nvpair id='c-").append(meta[i]).append("' name='").append(meta[i])
                    .append("' value='").append(meta[i + 1]).append("'/>");
        }
        return "<clone id='c'><meta_attributes id='c-m'>" + text + "</meta_attributes>"
                + primitive("w") + "</clone>";
    }

    private void promotionIsInFlight() {
        cluster.configure(cloned("target-role", "Unpromoted"), ON_A);
        cluster.settle();
        cluster.configure(cloned(), ON_A);
        cluster.plan();
        complete(Task.NOTIFY);
        assertEquals(List.of("w_promote_0@a"), changing());
    }

    private void setProperty() {
        scenario.accept(Scenario.property("seen-by-the-agent", "1"));
    }

    private void complete(Task task) {
        for (ResourceAction action : inFlight(task)) {
            scenario.complete(action.key(), action.node().value(), 0);
        }
    }

    private List<ResourceAction> inFlight(Task task) {
        return scenario.state().inFlight().values().stream()
                .flatMap(each -> TransitionProgress.resourceAction(each).stream())
                .filter(action -> action.task() == task)
                .toList();
    }

    /** What is in flight and no recurring monitor, with the machines. */
    private List<String> changing() {
        return scenario.state().inFlight().values().stream()
                .flatMap(each -> TransitionProgress.resourceAction(each).stream())
                .filter(action -> action.task() != Task.MONITOR)
                .map(action -> action.key().replaceFirst(":\\d", "") + "@" + action.node())
                .sorted().toList();
    }

    private static List<String> told(String... machines) {
        return List.of(machines).stream().map(node -> "w_post_notify_promote_0@" + node).toList();
    }

    private List<String> notifiedLists() {
        NavigableSet<String> lists = new TreeSet<>();
        inFlight(Task.NOTIFY).forEach(action -> lists.add(
                action.context().get("notify_promote_uname") + "|"
                        + action.context().get("notify_promoted_uname")));
        return List.copyOf(lists);
    }

    @Test
    void replicasLearnOfAPromotionDuringWhichTheConfigurationChanged() {
        promotionIsInFlight();
        setProperty();
        cluster.plan();
        assertEquals(List.of("w_promote_0@a"), changing());

        cluster.complete(PROMOTE);

        assertEquals(told("a", "b", "c"), changing());
        assertEquals(List.of("a| "), notifiedLists());
        complete(Task.NOTIFY);
        assertTrue(scenario.state().planDemand().isWanted());
        cluster.plan();
        assertEquals(List.of(), changing());
        cluster.settle();
        assertTrue(cluster.inFlight().isEmpty());
    }

    @Test
    void replicasLearnOfAPromotionDuringWhichAnotherPlanWasWanted() {
        promotionIsInFlight();
        scenario.accept(new Command.RequestPlan(Scenario.TERM, "an attribute changed"));
        cluster.plan();
        cluster.complete(PROMOTE);

        assertEquals(told("a", "b", "c"), changing());
    }

    @Test
    void replicasLearnOfAPromotionThatEndedWhileAPlanWasWanted() {
        promotionIsInFlight();
        setProperty();
        cluster.complete(PROMOTE);
        assertEquals(List.of(), changing());

        cluster.plan();

        assertEquals(told("a", "b", "c"), changing());
        complete(Task.NOTIFY);
        assertFalse(scenario.state().planDemand().isWanted());
    }

    @Test
    void promotionThatEndsBeforeTheAdoptionIsToldOf() {
        promotionIsInFlight();
        setProperty();
        Command.AdoptTransition late = cluster.draft();
        cluster.complete(PROMOTE);

        scenario.accept(late);

        assertEquals(told("a", "b", "c"), changing());
    }

    @Test
    void whatIsOwedIsCarriedFromPlanToPlan() {
        promotionIsInFlight();
        for (int i = 0; i < 3; i++) {
            scenario.accept(Scenario.property("seen-by-the-agent", "x" + i));
            cluster.plan();
            assertEquals(List.of("w_promote_0@a"), changing());
        }
        scenario.accept(Scenario.property("seen-by-the-agent", "y"));
        cluster.complete(PROMOTE);
        cluster.plan();

        assertEquals(told("a", "b", "c"), changing());
        complete(Task.NOTIFY);
        cluster.settle();
        assertEquals(List.of(), changing());
    }

    @Test
    void nobodyIsToldOfAPromotionThatFailed() {
        promotionIsInFlight();
        setProperty();
        cluster.plan();
        scenario.complete(PROMOTE, "a", 1);
        cluster.plan();

        assertTrue(changing().stream().noneMatch(key -> key.startsWith("w_post_notify_promote")),
                () -> changing().toString());
    }

    @Test
    void machineThatWasLostIsOwedNothing() {
        promotionIsInFlight();
        setProperty();
        cluster.plan();
        scenario.lose("c");
        cluster.plan();
        cluster.complete(PROMOTE);

        assertEquals(told("a", "b"), changing());
    }

    @Test
    void instanceThatStoppedMeanwhileIsOwedNothing() {
        promotionIsInFlight();
        scenario.accept(new Command.ReconcileLocal(new NodeId("c"),
                scenario.node("c").incarnation(), List.of(), List.of(new InstanceId("w"))));
        cluster.plan();
        cluster.complete(PROMOTE);

        assertEquals(told("a", "b"), changing().stream()
                .filter(key -> key.startsWith("w_post_notify_promote")).toList());
    }

    @Test
    void whatThePlanWantsOfTheCloneComesAfterWhatIsOwed() {
        promotionIsInFlight();
        cluster.configure(cloned("target-role", "Stopped"), ON_A);
        cluster.complete(PROMOTE);
        cluster.plan();

        assertEquals(told("a", "b", "c"), changing());
        complete(Task.NOTIFY);
        assertTrue(changing().stream().allMatch(key -> key.startsWith("w_pre_notify_demote")),
                () -> changing().toString());
        cluster.settle();
        assertEquals(List.of(), changing());
    }

    @Test
    void whatWasHeldBackForThePromotionIsPlannedOnceItWasToldOf() {
        promotionIsInFlight();
        cluster.configure(cloned() + primitive("ip"), ON_A + IP_AFTER);
        cluster.plan();
        inFlight(Task.PROBE).forEach(probe -> scenario.complete(
                probe.key(), probe.node().value(), probe.targetExitCode()));
        cluster.complete(PROMOTE);
        assertEquals(List.of(), inFlight(Task.START));

        complete(Task.NOTIFY);
        cluster.settle();

        assertTrue(List.of("a", "b", "c").stream().anyMatch(node -> scenario.node(node)
                .isActiveThere(new ResourceId("ip"))));
    }

    @Test
    void nothingIsOwedWhileSomeOfTheStartsWereNotBegun() {
        String first = "<nvpair id='o-f' name='stonith-enabled' value='false'/>"
                + "<nvpair id='o-b' name='batch-limit' value='1'/>";
        cluster.configure(PlannedCluster.configuration(first,
                cloned("target-role", "Stopped"), ""));
        cluster.settle();
        cluster.configure(PlannedCluster.configuration(first,
                cloned("target-role", "Unpromoted"), ""));
        cluster.plan();
        assertEquals(1, inFlight(Task.START).size());

        assertEquals(List.of(), OwedNotifications.of(scenario.state()));
    }
}
