// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import dev.mainstay.agent.ServicePlaces;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.AgentOperation;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.ListAgentsRequest;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.freedesktop.dbus.exceptions.DBusException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer of systemd means, whenever it comes and whether or not it comes. */
@Requires(Requirement.DBUS)
final class UnitOperationTest {
    private static final String UNIT = "web.service";
    private static final Duration SHORT = Duration.ofMillis(600);

    @TempDir
    Path folder;
    private Path runtimeUnits;
    private PrivateBus bus;
    private ScriptedSystemd systemd;
    private ServiceNode node;

    @BeforeEach
    void open() throws IOException, InterruptedException, DBusException {
        runtimeUnits = Files.createDirectories(folder.resolve("units"));
        bus = PrivateBus.start(folder);
        systemd = ScriptedSystemd.start(bus, runtimeUnits);
        node = ServiceNode.open(folder, new ServicePlaces(bus.socket(), runtimeUnits,
                folder.resolve("init.d")));
    }

    @AfterEach
    void close() throws IOException {
        node.close();
        systemd.close();
        bus.close();
    }

    private static void assertCompleted(int exitCode, String reason, ActionOutcome outcome) {
        assertEquals(Status.COMPLETED, outcome.getStatus(), outcome::toString);
        assertEquals(exitCode, outcome.getExitCode(), outcome::toString);
        assertEquals(reason, outcome.getExitReason());
    }

    @Test
    void startEndsWithItsJobAndUnderTheDropIn() throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start =
                node.begin("systemd:web", "start", Duration.ofSeconds(30));
        systemd.awaitJob(UNIT);
        assertFalse(start.isDone());
        systemd.end(UNIT, "done", "active");
        assertCompleted(0, "", ServiceNode.end(start));
        assertEquals(List.of("Subscribe", "Reload [" + UNIT + "]", "StartUnit " + UNIT),
                systemd.calls());
        assertEquals(List.of("[Unit]", "Description=Cluster Controlled web.service",
                "Before=mainstay.service", "", "[Service]", "Restart=no"),
                Files.readAllLines(runtimeUnits.resolve("web.service.d/50-mainstay.conf"))
                        .stream()
                        .skip(1)
                        .toList());
    }

    @Test
    void endThatOvertakesTheAnswerCounts() throws Exception {
        systemd.put(UNIT, "inactive");
        systemd.whenQueued(unit -> systemd.end(unit, "done", "active"));
        assertCompleted(0, "", node.run("systemd:web", "start"));
        systemd.whenQueued(unit -> systemd.end(unit, "done", "inactive"));
        assertCompleted(0, "", node.run("systemd:web", "stop"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            active   | 0 | ''
            failed   | 1 | the end of the start of web.service was not told; web.service is failed
            """)
    void lostSignalIsSettledByTheState(String active, int exitCode, String reason)
            throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start =
                node.begin("systemd:web", "start", Duration.ofSeconds(4));
        systemd.awaitJob(UNIT);
        var _ = systemd.forget(UNIT, active);
        assertCompleted(exitCode, reason, ServiceNode.end(start));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            done       | active   | 0 | ''
            failed     | failed   | 1 | the start of web.service ended as failed
            timeout    | failed   | 1 | the start of web.service took longer than systemd allows
            dependency | inactive | 1 | a unit that web.service needs did not start
            canceled   | inactive | 1 | somebody canceled the start of web.service
            canceled   | active   | 0 | ''
            skipped    | inactive | 1 | the start of web.service does not apply
            assert     | inactive | 1 | the start of web.service ended as assert
            """)
    void resultOfTheStartIsToldInWords(String result, String active, int exitCode, String reason)
            throws Exception {
        systemd.put(UNIT, "inactive");
        systemd.whenQueued(unit -> systemd.end(unit, result, active));
        assertCompleted(exitCode, reason + (exitCode == 0 ? "" : "; web.service is " + active),
                node.run("systemd:web", "start"));
    }

    @Test
    void forgedEndDoesNotCount() throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start =
                node.begin("systemd:web", "start", Duration.ofSeconds(30));
        systemd.awaitJob(UNIT);
        systemd.forge(UNIT, "done");
        systemd.end(UNIT, "failed", "failed");
        assertEquals(1, ServiceNode.end(start).getExitCode());
    }

    @Test
    void stopTakesTheDropInAwayFirst() throws Exception {
        systemd.put(UNIT, "inactive");
        systemd.whenQueued(unit -> systemd.end(unit, "done", "active"));
        assertCompleted(0, "", node.run("systemd:web", "start"));
        systemd.whenQueued(unit -> systemd.end(unit, "done", "inactive"));
        assertCompleted(0, "", node.run("systemd:web", "stop"));
        assertEquals(List.of("Reload []", "StopUnit " + UNIT),
                systemd.calls().subList(3, systemd.calls().size()));
        assertFalse(Files.exists(runtimeUnits.resolve("web.service.d")));
    }

    @Test
    void stopOfAUnitThatIsStoppingWaitsForItsEnd() throws Exception {
        systemd.put(UNIT, "deactivating");
        systemd.queue(UNIT, "stop");
        ListenableFuture<ActionOutcome> stop =
                node.begin("systemd:web", "stop", Duration.ofSeconds(30));
        systemd.awaitCall("StopUnit " + UNIT);
        assertFalse(stop.isDone());
        systemd.end(UNIT, "done", "failed");
        assertCompleted(0, "", ServiceNode.end(stop));
    }

    @Test
    void stopIsNotDoneWhileTheUnitRuns() throws Exception {
        systemd.put(UNIT, "active");
        systemd.whenQueued(unit -> systemd.end(unit, "canceled", "active"));
        assertCompleted(1, "the stop of web.service ended as canceled, but web.service is active",
                node.run("systemd:web", "stop"));
    }

    @Test
    void stopOfAUnitThatIsNotThereHasNothingToDo() throws Exception {
        assertCompleted(0, "", node.run("systemd:absent", "stop"));
    }

    @Test
    void startAndProbeOfAUnitThatIsNotThereSaySo() throws Exception {
        String reason = "there is no unit absent.service on this machine";
        assertCompleted(5, reason, node.run("systemd:absent", "start"));
        assertCompleted(5, reason, node.run("systemd:absent", "monitor"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            active    | ''      | 0 | ''
            reloading | reload  | 0 | ''
            active    | stop    | 0 | ''
            inactive  | ''      | 7 | web.service is inactive
            failed    | ''      | 7 | web.service is failed
            bespoke   | ''      | 1 | web.service is bespoke
            """)
    void monitorTellsTheState(String active, String job, int exitCode, String reason)
            throws Exception {
        systemd.put(UNIT, active);
        if (!job.isEmpty()) {
            systemd.queue(UNIT, job);
        }
        assertCompleted(exitCode, reason, node.run("systemd:web", "monitor"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            activating   | start
            deactivating | stop
            inactive     | start
            failed       | restart
            """)
    void unitOnItsWayIsLookedAtUntilItHasArrived(String active, String job) throws Exception {
        systemd.put(UNIT, active);
        systemd.queue(UNIT, job);
        ActionOutcome late = node.run("systemd:web", "monitor", SHORT);
        assertEquals(Status.TIMED_OUT, late.getStatus());
        assertEquals("did not end within 600 ms: web.service is " + active, late.getExitReason());
        ListenableFuture<ActionOutcome> probe =
                node.begin("systemd:web", "monitor", Duration.ofSeconds(30));
        var _ = systemd.forget(UNIT, "active");
        assertCompleted(0, "", ServiceNode.end(probe));
    }

    @Test
    void recurringMonitorTellsOfACrash() {
        systemd.put(UNIT, "active");
        Iterator<MonitorReport> reports = node.monitor("systemd:web");
        assertEquals(0, reports.next().getExitCode());
        systemd.put(UNIT, "failed");
        MonitorReport crash = reports.next();
        assertEquals(7, crash.getExitCode());
        assertEquals("web.service is failed", crash.getExitReason());
    }

    @Test
    void lapseOfTheLeaseStopsWhatWasBeingStarted() throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start =
                node.begin(node.order("systemd:web", "start", Duration.ofSeconds(30))
                        .setLeaseDeadlineBoottimeNanos(
                                BootClock.system().nanos() + Duration.ofSeconds(2).toNanos()));
        systemd.awaitJob(UNIT);
        systemd.awaitCall("StopUnit " + UNIT);
        assertTrue(systemd.calls().contains("CancelJob"), systemd.calls()::toString);
        systemd.end(UNIT, "done", "inactive");
        ActionOutcome outcome = ServiceNode.end(start);
        assertEquals(Status.LEASE_LAPSED, outcome.getStatus());
        assertEquals(Status.COMPLETED, outcome.getStop().getStatus());
        assertEquals(0, outcome.getStop().getExitCode());
    }

    @Test
    void startsThatWaitShareReloads() throws Exception {
        List<ListenableFuture<ActionOutcome>> starts = new ArrayList<>();
        systemd.whenQueued(unit -> systemd.end(unit, "done", "active"));
        for (int i = 0; i < 30; i++) {
            systemd.put("u" + i + ".service", "inactive");
        }
        for (int i = 0; i < 30; i++) {
            starts.add(node.begin("systemd:u" + i, "start", Duration.ofSeconds(30)));
        }
        for (ListenableFuture<ActionOutcome> start : starts) {
            assertCompleted(0, "", ServiceNode.end(start));
        }
        long reloads =
                systemd.calls().stream().filter(call -> call.startsWith("Reload")).count();
        assertTrue(reloads <= 30, "reloads: " + reloads);
        // The last reload has seen every drop-in that was written before its start was ordered.
        assertEquals(30, systemd.calls()
                .stream()
                .filter(call -> call.startsWith("StartUnit"))
                .distinct()
                .count());
    }

    @Test
    void taskThatUnitsDoNotKnowIsNotImplemented() throws Exception {
        systemd.put(UNIT, "active");
        assertCompleted(3, "a unit of systemd knows no promote",
                node.run("systemd:web", "promote"));
    }

    @Test
    void unitIsDescribedAndListed() {
        systemd.put(UNIT, "inactive");
        systemd.put("foo@.service", "inactive");
        systemd.put("data.mount", "inactive");
        systemd.put("basic.target", "active");
        var metadata = node.agent()
                .getMetadata(GetMetadataRequest.newBuilder()
                        .setAgent(ServiceNode.spec("systemd:web"))
                        .build());
        assertEquals("the unit web.service", metadata.getShortDescription());
        AgentOperation monitor = metadata.getOperationsList()
                .stream()
                .filter(operation -> operation.getName().equals("monitor"))
                .findFirst()
                .orElseThrow();
        assertEquals(100_000, monitor.getTimeoutMillis());
        assertEquals(60_000, monitor.getIntervalMillis());
        assertEquals(List.of("data.mount", "foo@", "web"), node.agent()
                .listAgents(ListAgentsRequest.newBuilder().setFilter("systemd:").build())
                .getAgentsList()
                .stream()
                .map(agent -> agent.getType())
                .toList());
    }

    @Test
    void machineWithoutSystemdSaysSo() throws Exception {
        Files.delete(runtimeUnits);
        String reason = "systemd is not reachable: this machine does not run it, there is no "
                + runtimeUnits;
        for (String task : List.of("start", "stop", "monitor")) {
            assertCompleted(5, reason, node.run("systemd:web", task));
        }
    }
}
