// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.leader.PlannedCluster.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the scheduler decided, as a transition that agents can carry out. */
class TransitionWriterTest {

    private static final String ON_A = "<rsc_location id='l' rsc='c'><rule id='l-r'"
            + " role='Promoted' score='100'><expression id='l-e' attribute='#uname'"
            + " operation='eq' value='a'/></rule></rsc_location>";

    private final PlannedCluster cluster = new PlannedCluster();

    /** A clone named c of a primitive named w. */
    private static String cloned(String... meta) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < meta.length; i += 2) {
            text.append("<nvpair id='c-").append(meta[i]).append("' name='").append(meta[i])
                    .append("' value='").append(meta[i + 1]).append("'/>");
        }
        return "<clone id='c'><meta_attributes id='c-m'>" + text + "</meta_attributes>"
                + primitive("w") + "</clone>";
    }

    private List<ResourceAction> actions(Task task) {
        return cluster.scenario().state().progress().transition().steps().stream()
                .filter(step -> step.action() instanceof ResourceAction)
                .map(step -> (ResourceAction) step.action())
                .filter(action -> action.task() == task)
                .toList();
    }

    @Test
    void notificationIsToldWhatItIsAboutAndWhether() {
        cluster.configure(cloned("notify", "true"), "");
        cluster.settle();
        cluster.configure(cloned("notify", "true", "target-role", "Stopped"), "");
        cluster.plan();

        List<ResourceAction> notifications = actions(Task.NOTIFY);

        assertEquals(3, notifications.stream()
                .filter(each -> "pre".equals(each.context().get("notify_type"))).count());
        assertTrue(notifications.stream()
                .allMatch(each -> "stop".equals(each.context().get("notify_operation"))));
    }

    @Test
    void instanceIsToldItsNumberAndItsClonesSettingsAsTheyAreInForce() {
        cluster.configure(cloned("promotable", "true"), "");
        cluster.plan();

        List<SortedMap<String, String>> told =
                actions(Task.START).stream().map(ResourceAction::context).toList();

        assertEquals(Set.of("0", "1", "2"), told.stream()
                .map(context -> context.get("clone")).collect(Collectors.toSet()));
        for (SortedMap<String, String> context : told) {
            SortedMap<String, String> settings = new TreeMap<>(context);
            settings.remove("clone");
            assertEquals(Map.of("clone_max", "3", "clone_node_max", "1", "globally_unique",
                    "false", "interleave", "false", "notify", "false", "promotable", "true",
                    "promoted_max", "1", "promoted_node_max", "1"), settings);
        }
    }

    @Test
    void nothingIsPromotedWhileAProbeMayFindItPromotedElsewhere() {
        cluster.configure(
                cloned("promotable", "true", "clone-max", "1", "target-role", "Unpromoted"), ON_A);
        cluster.settle();
        cluster.configure(cloned("promotable", "true", "clone-max", "1"), ON_A);
        cluster.scenario().join("c", "boot-c");

        cluster.plan();

        assertTrue(cluster.hasInFlight(Task.PROBE, "w"));
        assertFalse(cluster.hasInFlight(Task.PROMOTE, "w"));
        cluster.scenario().complete(
                cluster.inFlight().getFirst(), "c", OcfExitCode.NOT_RUNNING.code());
        assertTrue(cluster.hasInFlight(Task.PROMOTE, "w"));
    }

    @Test
    void instancesOfAnAnonymousCloneShareOneHistoryOnAMachine() {
        cluster.configure(cloned(), "");
        cluster.settle();

        assertEquals(Set.of(new InstanceId("w")), instances());
    }

    @Test
    void instancesOfAUniqueCloneKeepTheirNumbers() {
        cluster.configure(cloned("globally-unique", "true", "clone-max", "1"), "");
        cluster.settle();

        assertEquals(Set.of(new InstanceId("w:0")), instances());
    }

    private Set<InstanceId> instances() {
        Set<InstanceId> instances = new TreeSet<>();
        cluster.scenario().state().nodes().values()
                .forEach(node -> instances.addAll(node.histories().keySet()));
        return instances;
    }
}
