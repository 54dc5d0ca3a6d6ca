// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static dev.mainstay.state.Scenario.action;
import static dev.mainstay.state.Scenario.completed;
import static dev.mainstay.state.Scenario.primitive;
import static dev.mainstay.state.Scenario.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 10 and 12, fail counts, cleanup and moves: what results change and what they do not. */
class ResultRulesTest {

    private static final InstanceId R = new InstanceId("r");

    private final Scenario cluster = Scenario.of("a", "b").with(primitive("r"), primitive("s"));

    private InstanceHistory history(String node) {
        return cluster.node(node).histories().get(R);
    }

    private Grade demand() {
        return cluster.state().planDemand().grade();
    }

    @Test
    void resultOfAnotherIncarnationChangesNothing() {
        cluster.adopt(action(Task.START, "r", "b"));
        var late = cluster.result("r_start_0", "b", completed("r_start_0", 0));
        cluster.join("b", "boot-b");
        ClusterState before = cluster.state();

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(late));

        assertEquals(before.nodes(), cluster.state().nodes());
    }

    @Test
    void resultToldAgainChangesNothing() {
        cluster.adopt(action(Task.START, "r", "b"));
        var result = cluster.result("r_start_0", "b", completed("r_start_0", 0));
        cluster.accept(result);
        ClusterState before = cluster.state();

        cluster.accept(result);

        assertEquals(before.nodes(), cluster.state().nodes());
        assertEquals(Grade.NONE, demand());
    }

    @Test
    void resultThatContradictsASettledActionMakesTheInstanceUnknown() {
        cluster.adopt(action(Task.STOP, "r", "b"));
        var late = cluster.result("r_stop_0", "b", completed("r_stop_0", 0));
        cluster.accept(cluster.result("r_stop_0", "b", new ActionResult.NotBegun("lease")));
        cluster.carryOut(action(Task.START, "r", "b"));

        cluster.accept(late);

        assertEquals(Activity.UNKNOWN, history("b").activity());
        assertEquals("start", history("b").history().records().getLast().task());
        assertEquals(Grade.SAFETY, demand());
    }

    @Test
    void notBegunIsVoidAndWantsAPlan() {
        cluster.adopt(action(Task.START, "r", "b"));

        cluster.accept(cluster.result("r_start_0", "b", new ActionResult.NotBegun("lease")));

        assertEquals(StepStatus.VOID, cluster.state().progress().status(0));
        assertTrue(cluster.node("b").histories().isEmpty());
        assertEquals(Grade.SAFETY, demand());
    }

    @Test
    void probeOfSomethingUnknownSettlesIt() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.adopt(action(Task.STOP, "r", "b"));
        cluster.accept(cluster.result("r_stop_0", "b", new ActionResult.Unknown("interrupted")));
        assertEquals(Activity.UNKNOWN, history("b").activity());

        cluster.adopt(action(Task.PROBE, "r", "b"));
        cluster.complete("r_monitor_0", "b", 7);

        assertEquals(Activity.INACTIVE, history("b").activity());
        assertEquals(Grade.NONE, demand());
    }

    @Test
    void probeThatFindsMoreThanExpectedWantsAPlanButIsNoFailure() {
        cluster.adopt(action(Task.PROBE, "r", "b"));

        cluster.complete("r_monitor_0", "b", 0);

        assertEquals(Activity.ACTIVE, history("b").activity());
        assertEquals(Grade.SAFETY, demand());
        assertTrue(cluster.node("b").attributes().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "START,   1, fail-count-r#start_0,       INFINITY",
        "STOP,    1, fail-count-r#stop_0,        INFINITY",
        "PROMOTE, 1, fail-count-r#promote_0,     1",
        "DEMOTE,  1, fail-count-r#demote_0,      1",
        "MONITOR, 1, fail-count-r#monitor_10000, 1"})
    void failuresAreCountedByOperation(Task task, int exitCode, String attribute, String count) {
        cluster.adopt(action(task, "r", "b"));
        String key = action(task, "r", "b").key();

        cluster.complete(key, "b", exitCode);

        assertEquals(count, cluster.node("b").attributes().get(attribute));
        assertTrue(cluster.node("b").attributes()
                .containsKey(attribute.replace("fail-count", "last-failure")));
        assertEquals(Grade.SAFETY, demand());
        assertEquals(Activity.FAILED, history("b").activity());
    }

    @ParameterizedTest
    @CsvSource({"190, DONE", "0, DONE"})
    void degradedCountsAsSuccess(int exitCode, OperationStatus status) {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.adopt(action(Task.MONITOR, "r", "b"));

        cluster.accept(cluster.result("r_monitor_10000", "b",
                new ActionResult.Completed(record("r_monitor_10000", exitCode, status))));

        assertEquals(Grade.NONE, demand());
        assertEquals(Activity.ACTIVE, history("b").activity());
    }

    @Test
    void timeoutIsAFailureWhateverTheExitCode() {
        cluster.adopt(action(Task.STOP, "r", "b"));

        cluster.accept(cluster.result("r_stop_0", "b", new ActionResult.Completed(
                record("r_stop_0", 0, OperationStatus.TIMED_OUT))));

        assertEquals(Activity.FAILED, history("b").activity());
        assertEquals("INFINITY", cluster.node("b").attributes().get("fail-count-r#stop_0"));
    }

    private Command.RecordMonitorReport report(Optional<ActionId> last, int exitCode) {
        return new Command.RecordMonitorReport(new NodeId("b"), cluster.node("b").incarnation(),
                R, last, record("r_monitor_10000", exitCode, OperationStatus.DONE));
    }

    @Test
    void monitorReportFromBeforeTheLastOperationIsDropped() {
        cluster.carryOut(action(Task.START, "r", "b"));
        Optional<ActionId> first = history("b").lastOperation();
        cluster.carryOut(action(Task.STOP, "r", "b"));
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.carryOut(action(Task.MONITOR, "r", "b"));

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(report(first, 7)));
        assertInstanceOf(Rejection.Outdated.class, cluster.reject(report(Optional.empty(), 7)));
        assertEquals(Activity.ACTIVE, history("b").activity());

        cluster.accept(report(history("b").lastOperation(), 1));
        assertEquals(Activity.FAILED, history("b").activity());
        assertEquals(Grade.SAFETY, demand());
    }

    @Test
    void monitorsEndWithTheOrderToStopAndTheirReportsWithThem() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.carryOut(action(Task.MONITOR, "r", "b"));
        var monitors = List.copyOf(cluster.state().monitors(new NodeId("b")));
        assertEquals(1, monitors.size());
        assertEquals(cluster.state().revision(), monitors.getFirst().configurationRevision());
        var report = report(history("b").lastOperation(), 7);

        cluster.adopt(action(Task.STOP, "r", "b"));

        assertTrue(cluster.state().monitors(new NodeId("b")).isEmpty());
        assertInstanceOf(Rejection.Outdated.class, cluster.reject(report));
    }

    @Test
    void repeatedGoodReportWantsNoPlanAndRecoveryDoes() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.carryOut(action(Task.MONITOR, "r", "b"));
        Optional<ActionId> last = history("b").lastOperation();
        cluster.accept(report(last, 0));
        assertEquals(Grade.NONE, demand());
        cluster.accept(report(last, 7));
        cluster.adopt();

        cluster.accept(report(last, 0));

        assertEquals(Grade.FRESHNESS, demand());
    }

    @Test
    void cleanupForgetsFailuresAndHasThemProbed() {
        cluster.carryOut(action(Task.START, "s", "b"));
        cluster.adopt(action(Task.START, "r", "b"));
        cluster.complete("r_start_0", "b", 1);

        cluster.accept(new Command.ClearFailures(Optional.empty(), Optional.empty(), false));

        assertEquals(Activity.UNKNOWN, history("b").activity());
        assertEquals(Activity.ACTIVE,
                cluster.node("b").histories().get(new InstanceId("s")).activity());
        assertFalse(cluster.node("b").attributes().containsKey("fail-count-r#start_0"));
        assertInstanceOf(Rejection.NotFound.class, cluster.reject(new Command.ClearFailures(
                Optional.of(new ResourceId("nothing")), Optional.empty(), false)));
    }

    /** Such as a stop without a lease, which the daemon did not live to report. */
    @Test
    void reportMayNameWhatTheEarlierIncarnationDidUnheard() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.join("b", "boot-b");
        cluster.adopt(action(Task.PROBE, "r", "b"));
        cluster.complete("r_monitor_0", "b", 0);
        cluster.carryOut(action(Task.MONITOR, "r", "b"));

        cluster.accept(report(Optional.of(new ActionId(0, 1)), 7));

        assertEquals(Grade.SAFETY, demand());
    }

    @Test
    void cleanupEndsTheMonitorsOfWhatIsNotWell() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.carryOut(action(Task.MONITOR, "r", "b"));
        var report = report(history("b").lastOperation(), 7);
        cluster.accept(report);

        cluster.accept(new Command.ClearFailures(Optional.empty(), Optional.empty(), false));

        assertTrue(cluster.state().monitors(new NodeId("b")).isEmpty());
        assertInstanceOf(Rejection.Outdated.class, cluster.reject(report));
        assertTrue(cluster.node("b").attributes().isEmpty());
    }

    @Test
    void refreshKeepsTheMonitorsOfWhatIsWell() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.carryOut(action(Task.MONITOR, "r", "b"));

        cluster.accept(new Command.ClearFailures(Optional.empty(), Optional.empty(), true));

        assertEquals(1, cluster.state().monitors(new NodeId("b")).size());
    }

    @Test
    void probeThatFindsNothingEndsTheMonitors() {
        cluster.carryOut(action(Task.START, "r", "b"));
        cluster.carryOut(action(Task.MONITOR, "r", "b"));
        cluster.accept(new Command.ClearFailures(Optional.empty(), Optional.empty(), true));
        cluster.adopt(action(Task.PROBE, "r", "b"));

        cluster.complete("r_monitor_0", "b", 7);

        assertTrue(cluster.state().monitors(new NodeId("b")).isEmpty());
        assertEquals(Activity.INACTIVE, history("b").activity());
    }

    @Test
    void cleanupOfAnOperationKeepsTheFailuresOfOthers() {
        cluster.adopt(action(Task.START, "r", "b"));
        cluster.complete("r_start_0", "b", 1);

        cluster.accept(clear("monitor", OptionalLong.empty()));
        cluster.accept(clear("start", OptionalLong.of(10_000)));
        assertTrue(cluster.node("b").attributes().containsKey("fail-count-r#start_0"));
        assertEquals(Activity.FAILED, history("b").activity());

        cluster.accept(clear("start", OptionalLong.of(0)));
        assertFalse(cluster.node("b").attributes().containsKey("fail-count-r#start_0"));
        assertEquals(Activity.UNKNOWN, history("b").activity());
    }

    private static Command clear(String task, OptionalLong intervalMillis) {
        return new Command.ClearFailures(Optional.empty(), Optional.empty(), false,
                Optional.of(new OperationFilter(task, intervalMillis)));
    }

    @Test
    void refreshForgetsAllHistoryOfTheResource() {
        cluster.carryOut(action(Task.START, "r", "b"));

        cluster.accept(new Command.ClearFailures(
                Optional.of(new ResourceId("r")), Optional.of(new NodeId("b")), true));

        assertEquals(Activity.UNKNOWN, history("b").activity());
    }

    @Test
    void moveEndsWhenTheResourceIsThereAndNowhereElse() {
        cluster.carryOut(action(Task.START, "r", "a"));
        cluster.accept(new Command.ChangeMove(new ResourceId("r"), new MoveChange.Requested(
                Optional.of(new NodeId("b")), cluster.time().plusSeconds(600))));
        assertEquals(1, cluster.state().moves().size());
        cluster.carryOut(action(Task.STOP, "r", "a"));
        assertEquals(1, cluster.state().moves().size());

        cluster.carryOut(action(Task.START, "r", "b"));

        assertTrue(cluster.state().moves().isEmpty());
        assertTrue(cluster.events().stream()
                .anyMatch(event -> event.kind() == ClusterEvent.Kind.MOVE_ENDED));
    }

    @Test
    void moveAwayNeedsSomethingActive() {
        var away = new Command.ChangeMove(new ResourceId("r"), new MoveChange.Requested(
                Optional.empty(), cluster.time().plusSeconds(600)));

        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(away));
        cluster.carryOut(action(Task.START, "r", "a"));
        cluster.accept(away);
        assertEquals(List.of(new NodeId("a")),
                List.copyOf(cluster.state().moves().get(new ResourceId("r")).from()));
    }

    @Test
    void reloadTakesThePlaceOfTheStart() {
        Scenario cluster = Scenario.of("a").with(Scenario.primitive("r"));
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));

        cluster.carryOut(Scenario.action(Task.RELOAD_AGENT, "r", "a"));

        assertTrue(cluster.node("a").isActiveThere(new ResourceId("r")));
        assertEquals("start", cluster.node("a").histories().values().iterator().next()
                .history().records().getFirst().task());
    }

    @Test
    void failedReloadIsAFailureOfTheInstance() {
        Scenario cluster = Scenario.of("a").with(Scenario.primitive("r"));
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        cluster.adopt(Scenario.action(Task.RELOAD_AGENT, "r", "a"));

        cluster.complete("r_reload-agent_0", "a", 1);

        assertEquals(Activity.FAILED, cluster.node("a").histories().values().iterator().next()
                .activity());
    }
}
