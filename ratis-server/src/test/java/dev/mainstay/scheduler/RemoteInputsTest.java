// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.RemoteMachine;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scheduler makes of remote machines as the replicated state has them. */
class RemoteInputsTest {

    private static final AgentName CONNECTION =
            new AgentName("ocf", Optional.of("pacemaker"), "remote");
    private static final NodeId FAR = new NodeId("far");

    private final Scenario cluster = Scenario.of("a", "b", "c").with(
            Scenario.primitive("far", CONNECTION), Scenario.primitive("db"),
            Scenario.primitive("power", Scenario.FENCE));

    @BeforeEach
    void probed() {
        for (String node : List.of("a", "b", "c")) {
            for (String resource : List.of("far", "db", "power")) {
                cluster.adopt(Scenario.action(Task.PROBE, resource, node));
                cluster.complete(resource + "_monitor_0", node, 7);
            }
        }
        cluster.carryOut(Scenario.action(Task.START, "power", "c"));
    }

    private void admit() {
        cluster.accept(new Command.ChangeMembership(new MembershipChange.TokenIssued(
                "t", "h", cluster.time().plusSeconds(60), Optional.of(FAR))));
        cluster.accept(new Command.ChangeMembership(new MembershipChange.RemoteAdmitted(
                "t", "h", new RemoteMachine(FAR, "m", "k", "far:7422"))));
    }

    private void connect(String host) {
        cluster.adopt(Scenario.action(Task.START, "far", host));
        cluster.accept(Scenario.event("far", new NodeEvent.RemoteJoined(
                new NodeId(host), cluster.node(host).incarnation(), "boot-far", "test")));
        cluster.complete("far_start_0", host, 0);
    }

    private void runDbThere() {
        cluster.adopt(Scenario.action(Task.PROBE, "db", "far"));
        cluster.complete("db_monitor_0", "far", 7);
        cluster.carryOut(Scenario.action(Task.START, "db", "far"));
    }

    /** What is planned, as task and node, but for pseudo actions. */
    private List<String> plan() {
        Plan plan = Scheduler.plan(SchedulerInputs.of(cluster.state(), cluster.time()));
        return plan.actions().stream()
                .filter(action -> action.node().isPresent())
                .map(action -> action.key() + "@" + action.node().orElseThrow())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private boolean plans(String beginning) {
        return plan().stream().anyMatch(key -> key.startsWith(beginning));
    }

    @Test
    void connectionStartsOnceItsMachineWasAdmittedAndNotBefore() {
        assertFalse(plans("far_start_0"), plan().toString());
        admit();
        assertTrue(plans("far_start_0"), plan().toString());
    }

    @Test
    void connectedMachineIsProbedAndMayRunServices() {
        admit();
        connect("a");
        assertTrue(plans("db_monitor_0@far"), plan().toString());
    }

    @Test
    void lossOfTheHostFencesTheHostAndMovesTheConnectionOnly() {
        admit();
        connect("a");
        runDbThere();
        cluster.lose("a");
        assertTrue(plans("stonith-a-"), plan().toString());
        assertFalse(plans("stonith-far-"), plan().toString());
        assertTrue(plans("far_start_0@b") || plans("far_start_0@c"), plan().toString());
        assertFalse(startsDbOnAMember(), plan().toString());
    }

    private boolean startsDbOnAMember() {
        return List.of("a", "b", "c").stream().anyMatch(node -> plans("db_start_0@" + node));
    }

    @Test
    void restartOfTheHostsDaemonFencesNobody() {
        admit();
        connect("a");
        runDbThere();
        cluster.join("a", "boot-a");
        assertFalse(plans("stonith-"), plan().toString());
        assertFalse(startsDbOnAMember(), plan().toString());
    }

    @Test
    void failedConnectionFencesTheMachineBeforeItsServicesStartElsewhere() {
        admit();
        connect("a");
        runDbThere();
        cluster.adopt(Scenario.action(Task.MONITOR, "far", "a"));
        cluster.complete("far_monitor_10000", "a", 1);
        assertTrue(plans("stonith-far-"), plan().toString());
        assertFalse(plans("stonith-a-"), plan().toString());
        Plan plan = Scheduler.plan(SchedulerInputs.of(cluster.state(), cluster.time()));
        var fence = plan.actions().stream()
                .filter(action -> action.key().startsWith("stonith-far-")).findFirst();
        plan.actions().stream()
                .filter(action -> action.key().equals("db_start_0"))
                .forEach(start -> assertTrue(
                        reaches(plan, start.id(), fence.orElseThrow().id()), plan().toString()));
    }

    private static boolean reaches(Plan plan, int from, int to) {
        return from == to || plan.actions().stream()
                .filter(action -> action.id() == from)
                .flatMap(action -> action.after().stream())
                .anyMatch(before -> reaches(plan, before, to));
    }

    @Test
    void fencedMachineRunsNothingAndItsServicesStartElsewhere() {
        admit();
        connect("a");
        runDbThere();
        long incarnation = cluster.node("far").incarnation();
        cluster.adopt(Scenario.fence("far"));
        cluster.assignFencing("far", "b");
        cluster.accept(cluster.fenced("far", incarnation, "b"));
        assertFalse(plans("stonith-far-"), plan().toString());
        assertEquals(List.of("db_monitor_0@far"),
                plan().stream().filter(key -> key.endsWith("@far")).toList());
    }
}
