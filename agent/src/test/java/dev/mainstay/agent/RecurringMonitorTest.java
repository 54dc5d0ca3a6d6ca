// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.MonitorReport.Cause;
import dev.mainstay.proto.v1.ResetMonitorRequest;
import dev.mainstay.proto.v1.WatchReportsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recurring monitors are state, and tell changes only (safety rule 12). */
final class RecurringMonitorTest {
    @TempDir
    Path folder;
    private AgentUnderTest agent;

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        AgentUnderTest.script(folder, "watched", """
                echo "$1" >> "$OCF_RESKEY_trace"
                [ "$1" = monitor ] || exit 0
                [ -e "$OCF_RESKEY_trace.broken" ] && exit 1
                exit 0""");
        agent = AgentUnderTest.attached(folder);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
    }

    private void awaitRuns(int more) throws IOException {
        int wanted = agent.trace().size() + more;
        await().until(() -> agent.trace().size() >= wanted);
    }

    @Test
    void firstResultAndChangesAreToldAndNothingElse() throws Exception {
        AgentUnderTest.Reports reports = agent.watch();
        agent.setMonitors(agent.monitor(1, "watched"));
        MonitorReport first = reports.next();
        assertEquals(Cause.FIRST, first.getCause());
        assertEquals(0, first.getExitCode());
        awaitRuns(3);
        assertTrue(reports.isEmpty());
        Files.createFile(folder.resolve("trace.broken"));
        MonitorReport changed = reports.next();
        assertEquals(Cause.CHANGED, changed.getCause());
        assertEquals(1, changed.getExitCode());
        assertEquals(first.getSequence() + 1, changed.getSequence());
        awaitRuns(3);
        assertTrue(reports.isEmpty());
    }

    @Test
    void sameDefinitionRunsOnAndAnotherOneTellsAgain() throws Exception {
        AgentUnderTest.Reports reports = agent.watch();
        agent.setMonitors(agent.monitor(1, "watched"));
        reports.next();
        agent.setMonitors(agent.monitor(1, "watched").setConfigRevision(9));
        awaitRuns(3);
        assertTrue(reports.isEmpty());
        agent.setMonitors(agent.monitor(2, "watched"));
        MonitorReport report = reports.next();
        assertEquals(Cause.FIRST, report.getCause());
        assertEquals(2, report.getOrderedBy().getNumber());
    }

    @Test
    void monitorThatIsNotListedAnyMoreEnds() throws Exception {
        agent.setMonitors(agent.monitor(1, "watched"));
        awaitRuns(1);
        agent.setMonitors();
        // Queued after whatever may still have run of the monitor.
        agent.run(agent.order(2, "watched", "stop"));
        int runs = agent.trace().size();
        agent.run(agent.order(3, "watched", "stop"));
        assertEquals(runs + 1, agent.trace().size());
        assertEquals(0, agent.attach(AgentUnderTest.EPOCH).getMonitorsCount());
    }

    @Test
    void listThatANewerOneHasOvertakenChangesNothing() throws Exception {
        agent.setMonitors(7, agent.monitor(1, "watched"));
        agent.setMonitors(6);
        assertEquals(1, agent.attach(AgentUnderTest.EPOCH).getMonitorsCount());
        agent.setMonitors(8);
        assertEquals(0, agent.attach(AgentUnderTest.EPOCH).getMonitorsCount());
    }

    @Test
    void hangingMonitorThatIsNotListedAnyMoreDoesNotHoldUpTheStop() throws Exception {
        AgentUnderTest.script(folder, "watched", """
                echo "$1" >> "$OCF_RESKEY_trace"
                [ "$1" = monitor ] && sleep 1000""");
        agent.setMonitors(agent.monitor(1, "watched"));
        awaitRuns(1);
        agent.setMonitors();
        agent.run(agent.order(2, "watched", "stop"));
        assertEquals(List.of("monitor", "stop"), agent.trace());
    }

    @Test
    void resetTellsTheSameResultAgain() throws Exception {
        AgentUnderTest.Reports reports = agent.watch();
        agent.setMonitors(agent.monitor(1, "watched"));
        reports.next();
        assertEquals(1, agent.blocking()
                .resetMonitor(ResetMonitorRequest.newBuilder()
                        .setEpoch(AgentUnderTest.EPOCH)
                        .setResource("r")
                        .build())
                .getReset());
        assertEquals(Cause.FIRST, reports.next().getCause());
    }

    @Test
    void runThatBeganBeforeTheResetDoesNotCount() throws Exception {
        AgentUnderTest.script(folder, "slow", """
                echo "$1" >> "$OCF_RESKEY_trace"
                [ -e "$OCF_RESKEY_trace.gate" ] && exit 0
                until [ -e "$OCF_RESKEY_trace.gate" ]; do sleep 0.02; done
                exit 7""");
        AgentUnderTest.Reports reports = agent.watch();
        agent.setMonitors(agent.monitor(1, "slow"));
        awaitRuns(1);
        var _ = agent.blocking().resetMonitor(ResetMonitorRequest.newBuilder()
                .setEpoch(AgentUnderTest.EPOCH).setResource("r").build());
        Files.createFile(folder.resolve("trace.gate"));
        MonitorReport report = reports.next();
        assertEquals(Cause.FIRST, report.getCause());
        assertEquals(0, report.getExitCode());
    }

    @Test
    void reportNamesTheLastActionSeenAndIsRepeatedAfterAnother() throws Exception {
        AgentUnderTest.Reports reports = agent.watch();
        agent.run(agent.order(1, "watched", "start"));
        agent.setMonitors(agent.monitor(2, "watched"));
        MonitorReport first = reports.next();
        assertEquals(AgentUnderTest.EPOCH, first.getSeenEpoch());
        assertEquals(1, first.getSeenAction().getNumber());
        agent.run(agent.order(3, "watched", "promote"));
        MonitorReport second = reports.next();
        assertEquals(Cause.AFTER_ACTION, second.getCause());
        assertEquals(3, second.getSeenAction().getNumber());
    }

    @Test
    void restartedAgentTellsTheFirstResultAgain() throws Exception {
        AgentUnderTest.Reports reports = agent.watch();
        agent.run(agent.order(1, "watched", "start"));
        agent.setMonitors(agent.monitor(2, "watched"));
        MonitorReport before = reports.next();
        agent.close();
        agent = AgentUnderTest.attached(folder);
        reports = agent.watch();
        agent.setMonitors(agent.monitor(2, "watched"));
        MonitorReport after = reports.next();
        assertEquals(Cause.FIRST, after.getCause());
        assertEquals(before.getSeenAction(), after.getSeenAction());
        assertNotEquals(before.getAgentInstance(), after.getAgentInstance());
    }

    @Test
    void laterListenerIsToldTheLastResultOfEachMonitor() throws Exception {
        AgentUnderTest.Reports early = agent.watch();
        agent.setMonitors(agent.monitor(1, "watched"));
        MonitorReport report = early.next();
        var late = agent.blocking()
                .watchReports(WatchReportsRequest.newBuilder()
                        .setEpoch(AgentUnderTest.EPOCH)
                        .setAgentInstance(report.getAgentInstance())
                        .setAfterSequence(report.getSequence())
                        .build());
        assertEquals(report, late.next());
    }

    @Test
    void monitorWaitsForTheActionOfItsResource() throws Exception {
        AgentUnderTest.script(folder, "slow", """
                echo "$1" >> "$OCF_RESKEY_trace"
                until [ -e "$OCF_RESKEY_trace.gate" ]; do sleep 0.02; done
                echo "end of $1" >> "$OCF_RESKEY_trace\"""");
        var start = agent.begin(agent.order(1, "slow", "start"));
        await().until(() -> !agent.trace().isEmpty());
        agent.setMonitors(agent.monitor(2, "watched"));
        Files.createFile(folder.resolve("trace.gate"));
        AgentUnderTest.await(start);
        awaitRuns(1);
        assertEquals(List.of("start", "end of start", "monitor"),
                agent.trace().subList(0, 3));
    }
}
