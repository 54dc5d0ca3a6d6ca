// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import dev.mainstay.agent.ServicePlaces;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.freedesktop.dbus.exceptions.DBusException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bus or a manager that goes away: what was under way is settled by asking, not by guessing. */
@Requires(Requirement.DBUS)
final class BusLossTest {
    private static final String UNIT = "db.service";
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;
    private PrivateBus bus;
    private ScriptedSystemd systemd;
    private ServiceNode node;

    @BeforeEach
    void open() throws IOException, InterruptedException, DBusException {
        Path runtimeUnits = Files.createDirectories(folder.resolve("units"));
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

    private void restartBus() throws IOException, InterruptedException, DBusException {
        bus.kill();
        bus.restart();
        systemd.comeBack();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            active | 0 | ''
            failed | 1 | the end of the start of db.service was not told; db.service is failed
            """)
    void startOverALossOfTheBusEndsAsTheUnitDid(String active, int exitCode, String reason)
            throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start = node.begin("systemd:db", "start", LONG);
        systemd.awaitJob(UNIT);
        bus.kill();
        var _ = systemd.forget(UNIT, active);
        bus.restart();
        systemd.comeBack();
        ActionOutcome outcome = ServiceNode.end(start);
        assertEquals(Status.COMPLETED, outcome.getStatus(), outcome::toString);
        assertEquals(exitCode, outcome.getExitCode());
        assertEquals(reason, outcome.getExitReason());
    }

    @Test
    void jobThatOutlivesTheBusIsWaitedFor() throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start = node.begin("systemd:db", "start", LONG);
        systemd.awaitJob(UNIT);
        restartBus();
        // A second subscription shows that the agent has come back and asks.
        await().atMost(LONG).until(() -> systemd.calls()
                .stream()
                .filter("Subscribe"::equals)
                .count() == 2);
        systemd.end(UNIT, "done", "active");
        assertEquals(0, ServiceNode.end(start).getExitCode());
    }

    @Test
    void startThatWasNotAnsweredIsNotOrderedTwice() throws Exception {
        systemd.put(UNIT, "inactive");
        systemd.whenQueued(unit -> {
            var _ = systemd.forget(unit, "inactive");
            bus.kill();
        });
        ListenableFuture<ActionOutcome> start = node.begin("systemd:db", "start", LONG);
        systemd.awaitCall("StartUnit " + UNIT);
        bus.awaitEnd();
        bus.restart();
        systemd.comeBack();
        ActionOutcome outcome = ServiceNode.end(start);
        assertEquals(1, outcome.getExitCode(), outcome::toString);
        assertTrue(outcome.getExitReason().endsWith("was not answered; db.service is inactive"),
                outcome.getExitReason());
        assertEquals(1, systemd.calls()
                .stream()
                .filter(call -> call.startsWith("StartUnit"))
                .count());
    }

    @Test
    void startThatAnotherEpochEndsIsTakenBackAndUnknown() throws Exception {
        systemd.put(UNIT, "inactive");
        ListenableFuture<ActionOutcome> start = node.begin("systemd:db", "start", LONG);
        systemd.awaitJob(UNIT);
        node.attachNext();
        assertEquals(Status.INTERRUPTED, ServiceNode.end(start).getStatus());
        assertTrue(systemd.calls().contains("CancelJob"), systemd.calls()::toString);
    }

    @Test
    void stopOverALossOfTheBusIsRepeatedUntilTheUnitIsInactive() throws Exception {
        systemd.put(UNIT, "active");
        ListenableFuture<ActionOutcome> stop = node.begin("systemd:db", "stop", LONG);
        systemd.awaitJob(UNIT);
        bus.kill();
        var _ = systemd.forget(UNIT, "active");
        bus.restart();
        systemd.comeBack();
        systemd.awaitJob(UNIT);
        systemd.end(UNIT, "done", "inactive");
        ActionOutcome outcome = ServiceNode.end(stop);
        assertEquals(Status.COMPLETED, outcome.getStatus(), outcome::toString);
        assertEquals(0, outcome.getExitCode(), outcome::toString);
    }

    @Test
    void unreachableSystemdIsNotAStoppedUnit() throws Exception {
        bus.kill();
        ActionOutcome probe = node.run("systemd:db", "monitor", Duration.ofMillis(500));
        assertEquals(Status.TIMED_OUT, probe.getStatus());
        assertTrue(probe.getExitReason().contains("systemd is not reachable: "),
                probe.getExitReason());
        bus.restart();
        systemd.comeBack();
        systemd.put(UNIT, "active");
        assertEquals(0, node.run("systemd:db", "monitor").getExitCode());
    }
}
