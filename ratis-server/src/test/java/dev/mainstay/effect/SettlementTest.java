// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.effect.EffectScopes.Entries;
import dev.mainstay.leader.PlannedCluster;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Rejection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A wait is tied to its own change: neither ended nor held up by what else happens. */
class SettlementTest {

    private static final String ORDER = "<rsc_order id='o1' first='db' then='app'/>";
    private static final String TOGETHER =
            "<rsc_colocation id='c1' rsc='app' with-rsc='db' score='INFINITY'/>";

    private final PlannedCluster cluster = new PlannedCluster();

    private static String enabled(String... ids) {
        return join(ids, "Started");
    }

    private static String disabled(String... ids) {
        return join(ids, "Stopped");
    }

    private static String join(String[] ids, String role) {
        StringBuilder text = new StringBuilder();
        for (String id : ids) {
            text.append(primitive(id, "target-role", role));
        }
        return text.toString();
    }

    private static String on(String resource, String node) {
        return "<rsc_location id='l-" + resource + "' rsc='" + resource + "' node='" + node
                + "' score='1000'/>";
    }

    /** Makes the change and follows it as its author does. */
    private Settlement follow(Runnable change, String... subjects) {
        ClusterState before = cluster.scenario().state();
        RecentChanges recent = new RecentChanges(before);
        int known = cluster.scenario().events().size();
        change.run();
        ClusterState after = cluster.scenario().state();
        List<dev.mainstay.state.ClusterEvent> events = cluster.scenario().events();
        recent.applied(after, events.subList(known, events.size()));
        EffectScope scope = new EffectScopes(recent, cluster::wanted).of(
                new Entries(after.appliedIndex(), after.appliedIndex()),
                List.of(subjects).stream().map(ResourceId::new).toList(),
                after, cluster.scenario().time());
        return new Settlement(after.appliedIndex(), scope, cluster::wanted);
    }

    private List<String> remaining(Settlement settlement) {
        return settlement.remaining(cluster.scenario().state(), cluster.scenario().time());
    }

    @Test
    void changeIsCarriedOutWhenItsActionsAreDone() {
        cluster.configure(disabled("web"), on("web", "a"));
        cluster.settle();

        Settlement wait =
                follow(() -> cluster.configure(enabled("web"), on("web", "a")), "web");
        assertEquals(List.of("a plan that knows the change"), remaining(wait));
        cluster.plan();
        assertEquals(List.of("web_start_0 on a"), remaining(wait));
        cluster.complete("web_start_0");
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void changeWithoutEffectIsCarriedOutOnceItIsPlanned() {
        cluster.configure(enabled("web"), "");
        cluster.settle();

        Settlement wait = follow(() -> cluster.configure(enabled("web"), on("web", "a")));
        assertFalse(remaining(wait).isEmpty());
        cluster.plan();
        cluster.settle();
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void entryThatWantsNoPlanIsCarriedOutAtOnce() {
        cluster.configure(enabled("web"), "");
        cluster.settle();

        assertEquals(List.of(),
                remaining(follow(() -> cluster.configure(enabled("web"), ""), "web")));
    }

    @Test
    void slowStartOfAnotherServiceIsNotWaitedFor() {
        String apart = on("slow", "a") + on("web", "b");
        cluster.configure(disabled("web", "slow"), apart);
        cluster.settle();
        cluster.configure(disabled("web") + enabled("slow"), apart);
        cluster.plan();
        assertEquals(List.of("slow_start_0"), cluster.inFlight());

        Settlement wait = follow(() -> cluster.configure(enabled("web", "slow"), apart), "web");
        cluster.plan();
        cluster.complete("web_start_0");

        assertEquals(List.of("slow_start_0"), cluster.inFlight());
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void planFromBeforeTheChangeDoesNotEndTheWait() {
        cluster.configure(enabled("web", "other"), "");
        cluster.settle();
        Command.AdoptTransition early = cluster.draft();

        // A move is a freshness entry: a plan that does not know it is adopted still.
        Settlement wait = follow(() -> cluster.scenario().accept(new Command.ChangeMove(
                new ResourceId("web"), new Command.MoveChange.Requested(
                        Optional.of(new NodeId("c")),
                        cluster.scenario().time().plusSeconds(60)))),
                "web");
        cluster.scenario().accept(early);
        assertEquals(List.of("a plan that knows the change"), remaining(wait));
        cluster.plan();
        assertEquals(List.of("web_stop_0 on a", "web_start_0 on c"),
                remaining(wait).stream().sorted(Comparator.reverseOrder()).toList());
        cluster.complete("web_stop_0");
        cluster.complete("web_start_0");
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void recoveryFromAFailureIsWaitedForAlsoBeforeItIsPlanned() {
        cluster.configure(disabled("web"), on("web", "a") + on2("web", "b"));
        cluster.settle();
        Settlement wait = follow(
                () -> cluster.configure(enabled("web"), on("web", "a") + on2("web", "b")), "web");
        cluster.plan();
        cluster.scenario().complete("web_start_0", "a", 1);

        assertTrue(remaining(wait).contains("web_start_0 on b"), remaining(wait)::toString);
        cluster.settle();
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void workThatAPromotionHoldsBackUntilItWasToldOfIsWaitedFor() {
        String told = "<clone id='c'><meta_attributes id='m'><nvpair id='n' name='notify'"
                + " value='true'/><nvpair id='p' name='promotable' value='true'/>"
                + "<nvpair id='r' name='target-role' value='%s'/></meta_attributes>"
                + primitive("w") + "</clone>";
        String after = "<rsc_order id='o1' first='c' first-action='promote' then='app'/>"
                + "<rsc_location id='l' rsc='c' node='a' role='Promoted' score='100'/>";
        cluster.configure(told.formatted("Unpromoted") + disabled("app"), after);
        cluster.settle();
        cluster.configure(told.formatted("Promoted") + disabled("app"), after);
        cluster.plan();
        List.copyOf(cluster.inFlight()).stream().distinct().forEach(this::completeEverywhere);
        assertEquals(List.of("w:0_promote_0"), cluster.inFlight());

        Settlement wait = follow(() -> cluster.configure(
                told.formatted("Promoted") + enabled("app"), after), "app");
        cluster.plan();

        assertEquals(List.of("w:0_promote_0"), cluster.inFlight());
        assertEquals(1, remaining(wait).size());
        assertTrue(remaining(wait).getFirst().startsWith("app_start_0"));
        cluster.settle();
        assertEquals(List.of(), remaining(wait));
    }

    private void completeEverywhere(String key) {
        while (cluster.inFlight().contains(key)) {
            cluster.complete(key);
        }
    }

    @Test
    void workThatAnOlderActionHoldsBackIsWaitedFor() {
        cluster.configure(disabled("db", "app"), ORDER + on("db", "a"));
        cluster.settle();
        cluster.configure(enabled("db") + disabled("app"), ORDER + on("db", "a"));
        cluster.plan();
        assertEquals(List.of("db_start_0"), cluster.inFlight());

        // The start is of an older configuration, so the stop is not even in the new transition.
        Settlement wait = follow(
                () -> cluster.configure(disabled("db", "app"), ORDER + on("db", "a")), "db");
        cluster.plan();
        assertEquals(List.of("db_start_0 on a"), remaining(wait));
        cluster.complete("db_start_0");
        assertFalse(remaining(wait).isEmpty());
        cluster.plan();
        assertEquals(List.of("db_stop_0 on a"), remaining(wait));
        cluster.complete("db_stop_0");
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void whatFollowsFromAChangeBelongsToIt() {
        cluster.configure(enabled("db", "app", "web"),
                TOGETHER + ORDER + on("db", "a") + on("web", "c"));
        cluster.settle();

        Settlement wait = follow(() -> cluster.configure(enabled("db", "app", "web"),
                TOGETHER + ORDER + on("db", "b") + on("web", "c")));
        cluster.plan();
        assertEquals(List.of("app_stop_0 on a", "db_stop_0 on a", "db_start_0 on b",
                "app_start_0 on b").stream().sorted().toList(),
                remaining(wait).stream().sorted().toList());
        cluster.settle();
        assertEquals(List.of(), remaining(wait));
    }

    @Test
    void withoutAMemoryOfTheChangeEverythingIsWaitedFor() {
        cluster.configure(disabled("web", "slow"), "");
        cluster.settle();
        cluster.configure(enabled("slow") + disabled("web"), "");
        cluster.plan();

        EffectScope scope = new EffectScopes(new RecentChanges(cluster.scenario().state()),
                cluster::wanted).of(new Entries(3, 3), List.of(), cluster.scenario().state(),
                        cluster.scenario().time());

        assertEquals(List.of("slow_start_0 on a"),
                remaining(new Settlement(3, scope, cluster::wanted)));
    }

    @Test
    void restartIsAStopAndAStartInPlaceWithWhatDependsOnIt() {
        cluster.configure(enabled("db", "app", "web"), TOGETHER + ORDER);
        cluster.settle();
        String place = place("db");

        Settlement wait = follow(() -> cluster.scenario().accept(
                new Command.RestartResource(new ResourceId("db"), Optional.empty())));
        cluster.plan();
        assertEquals(List.of("app_start_0 on " + place, "app_stop_0 on " + place,
                "db_start_0 on " + place, "db_stop_0 on " + place),
                remaining(wait).stream().sorted().toList());
        cluster.settle();
        assertEquals(List.of(), remaining(wait));
        assertEquals(place, place("db"));
        assertEquals(List.of(), cluster.wanted(
                cluster.scenario().state(), cluster.scenario().time()));
    }

    @Test
    void whatDoesNotRunCannotBeRestarted() {
        cluster.configure(disabled("db"), "");
        cluster.settle();
        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.scenario().reject(
                new Command.RestartResource(new ResourceId("db"), Optional.empty())));
        assertInstanceOf(Rejection.NotFound.class, cluster.scenario().reject(
                new Command.RestartResource(new ResourceId("nosuch"), Optional.empty())));
    }

    private String place(String resource) {
        return cluster.scenario().state().activeOn(new ResourceId(resource)).getFirst().value();
    }

    private static String on2(String resource, String node) {
        return "<rsc_location id='l2-" + resource + "' rsc='" + resource + "' node='" + node
                + "' score='500'/>";
    }
}
