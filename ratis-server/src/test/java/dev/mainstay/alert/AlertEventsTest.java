// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import static dev.mainstay.state.Scenario.action;
import static dev.mainstay.state.Scenario.completed;
import static dev.mainstay.state.Scenario.fence;
import static dev.mainstay.state.Scenario.primitive;
import static dev.mainstay.state.Scenario.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.alert.AlertEvent.AttributeChanged;
import dev.mainstay.alert.AlertEvent.FencingEnded;
import dev.mainstay.alert.AlertEvent.NodeChanged;
import dev.mainstay.alert.AlertEvent.OperationEnded;
import dev.mainstay.cib.MemberNumber;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who tells what of a log. */
class AlertEventsTest {

    private final Scenario cluster =
            Scenario.of("a", "b", "c").with(primitive("r"), primitive("s"));

    @Test
    void whoIsOnlineTellsThatANodeIsLostAndBack() {
        assertEquals("a: b lost, c: b lost", told(() -> cluster.lose("b")));
        assertEquals("a: b member, b: b member, c: b member",
                told(() -> cluster.join("b", "boot-2")));
        long incarnation = cluster.node("c").incarnation();
        cluster.accept(
                Scenario.event("c", new NodeEvent.ShutdownRequested(incarnation, cluster.time())));
        cluster.adopt();
        assertEquals("a: c lost, b: c lost", told(() -> cluster.accept(
                Scenario.event("c", new NodeEvent.Left(incarnation)))));
    }

    /** Agents compare it with what {@code crm_node} tells, and who comes or goes changes none. */
    @Test
    void numberOfAMachineIsTheOneThatToolsTell() {
        int before = cluster.events().size();
        cluster.lose("b");
        AlertEvent lost = AlertEvents.of(cluster.state(),
                cluster.events().subList(before, cluster.events().size()), new NodeId("a"))
                .getFirst();
        assertEquals(Long.toString(MemberNumber.of(cluster.state(), new NodeId("b"))),
                AlertVariables.of(lost).get("CRM_alert_nodeid"));
    }

    @Test
    void whoIsOnlineTellsHowFencingEnded() {
        long lost = cluster.node("b").incarnation();
        cluster.lose("b");
        cluster.adopt(fence("b"));
        assertEquals("", told(() -> cluster.assignFencing("b", "a")));
        assertEquals("a: Operation reboot of b by a for test: failed (no), c: Operation reboot of"
                + " b by a for test: failed (no)",
                told(() -> cluster.accept(cluster.fencingFailed("b", lost, "a"))));
        cluster.adopt(fence("b"));
        cluster.assignFencing("b", "c");
        assertEquals("a: Operation reboot of b by c for test: OK, c: Operation reboot of b by c"
                + " for test: OK", told(() -> cluster.accept(cluster.fenced("b", lost, "c"))));
    }

    @Test
    void onlineNodeThatIsFencedIsLostToo() {
        long online = cluster.node("b").incarnation();
        cluster.adopt(fence("b"));
        cluster.assignFencing("b", "a");
        String fenced = "Operation reboot of b by a for test: OK";
        assertEquals("a: " + fenced + ", a: b lost, c: " + fenced + ", c: b lost",
                told(() -> cluster.accept(cluster.fenced("b", online, "a"))));
    }

    @Test
    void operationIsToldWhereItRan() {
        cluster.adopt(action(Task.START, "r", "b"), action(Task.START, "s", "c"));
        assertEquals("b: r start 0", told(() -> cluster.complete("r_start_0", "b", 0)));
        assertEquals("c: s start 1", told(() -> cluster.complete("s_start_0", "c", 1)));
    }

    @Test
    void probeIsToldWhereItFindsSomethingElse() {
        cluster.adopt(action(Task.PROBE, "r", "b"), action(Task.PROBE, "s", "b"));
        assertEquals("", told(() -> cluster.complete("r_monitor_0", "b", 7)));
        assertEquals("b: s monitor 0", told(() -> cluster.complete("s_monitor_0", "b", 0)));
    }

    @Test
    void recurringMonitorIsToldWhereItFails() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.adopt(action(Task.MONITOR, "r", "b"));
        assertEquals("", told(() -> cluster.complete("r_monitor_10000", "b", 0)));
        assertEquals("b: r monitor 7", told(() -> report(7, OperationStatus.DONE)));
        assertEquals("", told(() -> report(0, OperationStatus.DONE)));
        assertEquals("b: r monitor 1", told(() -> report(1, OperationStatus.TIMED_OUT)));
    }

    @Test
    void whatWasNotBegunOrIsUnknownHasNotEnded() {
        cluster.adopt(action(Task.START, "r", "b"), action(Task.START, "s", "b"));
        assertEquals("", told(() -> cluster.accept(cluster.result(
                "r_start_0", "b", new ActionResult.NotBegun("lease")))));
        assertEquals("", told(() -> cluster.accept(cluster.result(
                "s_start_0", "b", new ActionResult.Unknown("gone")))));
    }

    @Test
    void whatANodeDidAloneItTellsOnceItIsBack() {
        cluster.carryOut(action(Task.START, "r", "b"));
        assertEquals("b: r stop 0", told(() -> cluster.accept(new Command.ReconcileLocal(
                new NodeId("b"), cluster.node("b").incarnation(),
                List.of(completed("r_stop_0", 0).record()), List.of(new InstanceId("s"))))));
    }

    @Test
    void resultToldAgainIsNotToldAgain() {
        cluster.adopt(action(Task.START, "r", "b"));
        Command result = cluster.result("r_start_0", "b", completed("r_start_0", 0));
        cluster.accept(result);
        assertEquals("", told(() -> cluster.accept(result)));
    }

    @Test
    void changedAttributeIsToldByAllAndOnce() {
        Command change =
                new Command.ChangeAttribute(new NodeId("b"), "rack", Optional.of("1"));
        assertEquals("a: rack=1 of b, b: rack=1 of b, c: rack=1 of b",
                told(() -> cluster.accept(change)));
        assertEquals("", told(() -> cluster.accept(change)));
        assertEquals("a: rack= of b, b: rack= of b, c: rack= of b",
                told(() -> cluster.accept(new Command.ChangeAttribute(
                        new NodeId("b"), "rack", Optional.empty()))));
    }

    private void report(int exitCode, OperationStatus status) {
        var last = cluster.node("b").histories().get(new InstanceId("r")).lastOperation();
        cluster.accept(new Command.RecordMonitorReport(new NodeId("b"),
                cluster.node("b").incarnation(), new InstanceId("r"), last,
                record("r_monitor_10000", exitCode, status)));
    }

    private String told(Runnable entry) {
        int before = cluster.events().size();
        entry.run();
        List<String> told = new ArrayList<>();
        for (String node : List.of("a", "b", "c")) {
            AlertEvents.of(cluster.state(),
                    cluster.events().subList(before, cluster.events().size()), new NodeId(node))
                    .forEach(event -> told.add(node + ": " + text(event)));
        }
        return String.join(", ", told);
    }

    private static String text(AlertEvent event) {
        String described = AlertVariables.of(event).getOrDefault("CRM_alert_desc", "");
        return switch (event) {
            case NodeChanged changed -> changed.node() + " " + described;
            case FencingEnded _ -> described;
            case OperationEnded(var _, var operation) -> operation.instance() + " "
                    + operation.task() + " " + operation.exitCode();
            case AttributeChanged(var node, var name, var value) ->
                    name + "=" + value + " of " + node;
        };
    }
}
