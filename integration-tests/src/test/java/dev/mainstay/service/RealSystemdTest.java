// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.ListAgentsRequest;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units of a real systemd, started, monitored and stopped through the node agent. */
@Requires({Requirement.ROOT, Requirement.SYSTEMD, Requirement.DBUS})
@Tag("alone")
final class RealSystemdTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;
    private static NestedSystemd systemd;
    private static ServiceNode node;

    @BeforeAll
    static void boot() throws IOException, InterruptedException {
        systemd = NestedSystemd.boot(folder);
        node = ServiceNode.open(folder, systemd.places());
    }

    @AfterAll
    static void end() throws IOException {
        node.close();
        systemd.close();
    }

    private static void service(String name, String lines) throws IOException {
        systemd.unit(name, """
                [Unit]
                Description=The %s of a test
                DefaultDependencies=no
                [Service]
                %s
                """.formatted(name, lines));
    }

    private static void assertExit(int exitCode, ActionOutcome outcome) {
        assertEquals(Status.COMPLETED, outcome.getStatus(), outcome::toString);
        assertEquals(exitCode, outcome.getExitCode(), outcome::toString);
    }

    private static String property(String unit, String name)
            throws IOException, InterruptedException {
        return systemd.control("show", "--value", "--property=" + name, unit);
    }

    @Test
    void serviceIsStartedMonitoredAndStopped() throws Exception {
        service("plain.service", "ExecStart=/usr/bin/sleep 1000\nRestart=always");
        assertExit(7, node.run("systemd:plain", "monitor"));
        assertExit(0, node.run("systemd:plain", "start"));
        assertEquals("active", property("plain", "ActiveState"));
        assertEquals("no", property("plain", "Restart"));
        assertTrue(property("plain", "Before").contains("mainstay.service"));
        assertEquals("Cluster Controlled plain.service", property("plain", "Description"));
        assertExit(0, node.run("systemd:plain", "start"));
        assertExit(0, node.run("systemd:plain", "monitor"));
        assertExit(0, node.run("systemd:plain", "stop"));
        assertEquals("inactive", property("plain", "ActiveState"));
        assertEquals("always", property("plain", "Restart"));
        assertExit(0, node.run("systemd:plain", "stop"));
        assertExit(7, node.run("systemd:plain", "monitor"));
    }

    @Test
    void startWaitsUntilTheServiceIsUp() throws Exception {
        service("slow.service", """
                Type=oneshot
                RemainAfterExit=yes
                ExecStart=/bin/sh -c 'until [ -e /run/share/slow ]; do sleep 0.05; done'""");
        ListenableFuture<ActionOutcome> start = node.begin("systemd:slow", "start", LIMIT);
        await().atMost(LIMIT).until(() -> property("slow", "ActiveState").equals("activating"));
        assertFalse(start.isDone());
        Files.createFile(systemd.share().resolve("slow"));
        assertExit(0, ServiceNode.end(start));
        assertExit(0, node.run("systemd:slow", "monitor"));
    }

    @Test
    void stopWaitsUntilTheServiceIsDown() throws Exception {
        service("lingering.service", """
                ExecStart=/usr/bin/sleep 1000
                ExecStop=/bin/sh -c 'until [ -e /run/share/leave ]; do sleep 0.05; done'""");
        assertExit(0, node.run("systemd:lingering", "start"));
        var _ = systemd.control("stop", "--no-block", "lingering");
        await().atMost(LIMIT)
                .until(() -> property("lingering", "ActiveState").equals("deactivating"));
        ListenableFuture<ActionOutcome> stop = node.begin("systemd:lingering", "stop", LIMIT);
        assertEquals("deactivating", property("lingering", "ActiveState"));
        assertFalse(stop.isDone());
        Files.createFile(systemd.share().resolve("leave"));
        assertExit(0, ServiceNode.end(stop));
        assertEquals("inactive", property("lingering", "ActiveState"));
    }

    @Test
    void failedStartSaysSo() throws Exception {
        service("broken.service", "Type=oneshot\nExecStart=/bin/false");
        ActionOutcome start = node.run("systemd:broken", "start");
        assertExit(1, start);
        assertEquals("the start of broken.service ended as failed; broken.service is failed",
                start.getExitReason());
        ActionOutcome probe = node.run("systemd:broken", "monitor");
        assertExit(7, probe);
        assertEquals("broken.service is failed", probe.getExitReason());
        assertExit(0, node.run("systemd:broken", "stop"));
    }

    @Test
    void unitThatIsNotThereIsNotInstalled() throws Exception {
        assertExit(5, node.run("systemd:absent", "start"));
        assertExit(5, node.run("systemd:absent", "monitor"));
        assertExit(0, node.run("systemd:absent", "stop"));
    }

    @Test
    void maskedUnitIsNotStarted() throws Exception {
        Path mask = systemd.share().resolve("units/masked.service");
        Files.createSymbolicLink(mask, Path.of("/dev/null"));
        ActionOutcome start = node.run("systemd:masked", "start");
        assertExit(5, start);
        assertTrue(start.getExitReason().contains("masked"), start.getExitReason());
        Files.delete(mask);
    }

    @Test
    void templateGetsTheInstanceThatItsUsersExpect() throws Exception {
        service("pool@.service", "ExecStart=/usr/bin/sleep 1000");
        assertExit(0, node.run("systemd:pool@", "start"));
        assertEquals("active", property("pool@pacemaker.service", "ActiveState"));
        assertExit(0, node.run("systemd:pool@", "stop"));
        assertEquals("inactive", property("pool@pacemaker.service", "ActiveState"));
    }

    @Test
    void crashIsSeenByTheMonitor() throws Exception {
        service("fragile.service", "ExecStart=/usr/bin/sleep 1000\nRestart=always");
        assertExit(0, node.run("systemd:fragile", "start"));
        Iterator<MonitorReport> reports = node.monitor("systemd:fragile");
        assertEquals(0, reports.next().getExitCode());
        var _ = systemd.control("kill", "--signal=KILL", "fragile");
        MonitorReport crash = reports.next();
        assertEquals(7, crash.getExitCode(), crash::toString);
        assertEquals("fragile.service is failed", crash.getExitReason());
        assertExit(0, node.run("systemd:fragile", "stop"));
    }

    /** Both stop jobs are of one transaction, as in the shutdown of a machine. */
    @Test
    void unitIsStoppedWhileMainstayItselfIsBeingStopped() throws Exception {
        service("mainstay.service", """
                ExecStart=/usr/bin/sleep 1000
                ExecStop=/bin/sh -c 'until [ -e /run/share/empty ]; do sleep 0.05; done'""");
        service("kept.service", "ExecStart=/usr/bin/sleep 1000");
        var _ = systemd.control("start", "mainstay");
        assertExit(0, node.run("systemd:kept", "start"));
        var _ = systemd.control("stop", "--no-block", "mainstay", "kept");
        await().atMost(LIMIT)
                .until(() -> property("mainstay", "ActiveState").equals("deactivating"));
        assertEquals("active", property("kept", "ActiveState"));
        assertExit(0, node.run("systemd:kept", "stop"));
        assertEquals("inactive", property("kept", "ActiveState"));
        assertEquals("deactivating", property("mainstay", "ActiveState"));
        Files.createFile(systemd.share().resolve("empty"));
    }

    @Test
    void reexecutedSystemdIsFoundAgain() throws Exception {
        service("steady.service", "ExecStart=/usr/bin/sleep 1000");
        assertExit(0, node.run("systemd:steady", "start"));
        var _ = systemd.control("daemon-reexec");
        assertExit(0, node.run("systemd:steady", "monitor"));
        assertExit(0, node.run("systemd:steady", "stop"));
        assertExit(0, node.run("systemd:steady", "start"));
        assertExit(0, node.run("systemd:steady", "stop"));
    }

    @Test
    void unitsAreListedAndDescribed() throws Exception {
        service("told.service", "ExecStart=/usr/bin/sleep 1000");
        assertTrue(node.agent()
                .listAgents(ListAgentsRequest.newBuilder().setFilter("systemd:told").build())
                .getAgentsList()
                .contains(ServiceNode.spec("systemd:told")));
        assertEquals("The told.service of a test", node.agent()
                .getMetadata(GetMetadataRequest.newBuilder()
                        .setAgent(ServiceNode.spec("systemd:told"))
                        .build())
                .getShortDescription());
    }

    @Test
    void serviceIsTheScriptWhereThereIsOneAndTheUnitElsewhere() throws Exception {
        service("both.service", "ExecStart=/usr/bin/sleep 1000");
        service("unitonly.service", "ExecStart=/usr/bin/sleep 1000");
        Path scripts = Files.createDirectories(systemd.places().initScripts());
        Path script = scripts.resolve("both");
        Files.writeString(script, "#!/bin/sh\n[ \"$1\" = status ] && exit 3\nexit 0\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertExit(0, node.run("service:both", "start"));
        assertEquals("inactive", property("both", "ActiveState"));
        assertExit(7, node.run("service:both", "monitor"));
        assertExit(0, node.run("service:unitonly", "start"));
        assertEquals("active", property("unitonly", "ActiveState"));
        assertExit(0, node.run("service:unitonly", "stop"));
        List<String> services = node.agent()
                .listAgents(ListAgentsRequest.newBuilder().setFilter("service:both").build())
                .getAgentsList()
                .stream()
                .map(ResourceAgentSpec::getType)
                .toList();
        assertEquals(List.of("both"), services);
    }
}
