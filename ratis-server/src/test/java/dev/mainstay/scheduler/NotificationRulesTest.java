// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.SmallCluster.history;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What instances are told of each other before and after what happens to their clone. */
class NotificationRulesTest {

    private static final String NOBODY = " ";

    private static String clone(String child, String... meta) {
        StringBuilder text = new StringBuilder("<nvpair id='n' name='notify' value='true'/>");
        for (int i = 0; i < meta.length; i += 2) {
            text.append("<nvpair id='m").append(i).append("' name='").append(meta[i])
                    .append("' value='").append(meta[i + 1]).append("'/>");
        }
        return "<clone id='c'><meta_attributes id='m'>" + text + "</meta_attributes>" + child
                + "</clone>";
    }

    private static List<SortedMap<String, String>> told(Plan plan, String task) {
        List<SortedMap<String, String>> told = plan.actions().stream()
                .filter(action -> action.kind() == PlannedAction.Kind.RESOURCE
                        && action.task().equals(task))
                .map(PlannedAction::meta).distinct().toList();
        assertTrue(!told.isEmpty(), task);
        return told;
    }

    /** All the lists, of which those that are not named here have nobody in them. */
    private static SortedMap<String, String> lists(String... named) {
        SortedMap<String, String> lists = new TreeMap<>();
        for (String list : List.of("active", "promoted", "unpromoted", "start", "stop", "promote",
                "demote")) {
            lists.put("notify_" + list + "_resource", NOBODY);
            lists.put("notify_" + list + "_uname", NOBODY);
        }
        lists.put("notify_inactive_resource", NOBODY);
        lists.put("notify_available_uname", "a b");
        lists.put("notify_all_uname", "a b");
        for (int i = 0; i < named.length; i += 2) {
            lists.put("notify_" + named[i], named[i + 1]);
        }
        return lists;
    }

    @Test
    void everyPhaseOfAFailoverIsToldWhatWasAndWhatIsToBe() {
        Plan plan = SmallCluster.of(clone(primitive("db"), "promotable", "true"))
                .withConstraints("<rsc_location id='l' rsc='c' role='Promoted' node='b'"
                        + " score='100'/>")
                .withHistories(history("db", "promote", 0, 0), running("db")).plan();

        SortedMap<String, String> expected = lists(
                "active_resource", "db:0 db:1", "active_uname", "a b",
                "promoted_resource", "db:0", "promoted_uname", "a",
                "unpromoted_resource", "db:1", "unpromoted_uname", "b",
                "demote_resource", "db:0", "demote_uname", "a",
                "promote_resource", "db:1", "promote_uname", "b");
        for (String task : List.of("pre_notify_demote", "demote", "post_notify_demote",
                "pre_notify_promote", "promote", "post_notify_promote")) {
            assertEquals(List.of(expected), told(plan, task), task);
        }
    }

    @Test
    void listsOfInstancesAndMachinesAreAligned() {
        Plan plan = SmallCluster.of(clone(primitive("w"), "globally-unique", "true",
                "clone-max", "4", "clone-node-max", "2"))
                .withHistories(running("w:1") + running("w:3"), running("w:0") + stopped("w:2"))
                .plan();

        assertEquals(List.of(lists(
                "active_resource", "w:0 w:1 w:3", "active_uname", "b a a",
                "inactive_resource", "w:2",
                "start_resource", "w:2", "start_uname", "b")), told(plan, "post_notify_start"));
        assertEquals(told(plan, "post_notify_start"), told(plan, "start"));
    }

    @Test
    void membersOfAClonedGroupAreAllTold() {
        Plan plan = SmallCluster.of(clone("<group id='g'>" + primitive("p") + primitive("q")
                + "</group>")).withHistories(stopped("p") + stopped("q"), stopped("p")
                        + stopped("q"))
                .plan();

        assertEquals(List.of(lists("inactive_resource", "p:0 p:1 q:0 q:1",
                "start_resource", "p:0 p:1 q:0 q:1", "start_uname", "a b a b")),
                told(plan, "post_notify_start"));
    }

    @Test
    void instanceThatFencingStopsIsToldOf() {
        Plan plan = SmallCluster.of(clone(primitive("w"), "clone-max", "2")).withFencing()
                .withHistories(running("w"), running("w")).plan(false);

        SortedMap<String, String> told = told(plan, "pre_notify_stop").getFirst();
        assertEquals(Map.of("r", "w:0", "n", "a"), Map.of(
                "r", told.getOrDefault("notify_stop_resource", ""),
                "n", told.getOrDefault("notify_stop_uname", "")));
    }

    @Test
    void cloneWithoutNotificationsIsToldNothing() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("w") + "</clone>")
                .withHistories(stopped("w"), stopped("w")).plan();
        assertEquals(List.of(new TreeMap<String, String>()), told(plan, "start"));
    }
}
