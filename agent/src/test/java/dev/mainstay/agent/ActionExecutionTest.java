// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.posix.ProcessStat;
import dev.mainstay.proto.v1.AcknowledgeResultsRequest;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.GetActionResultRequest;
import dev.mainstay.proto.v1.HealthRequest;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ordered actions, run by real scripts. */
final class ActionExecutionTest {
    /** Traces its begin, waits until the file named by parameter gate exists, traces its end. */
    private static final String GATED = """
            echo "begin $1" >> "$OCF_RESKEY_trace"
            while [ -n "$OCF_RESKEY_gate" ] && ! [ -e "$OCF_RESKEY_gate" ]; do sleep 0.01; done
            echo "end $1" >> "$OCF_RESKEY_trace"
            """;

    @TempDir
    Path folder;
    private AgentUnderTest agent;

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        agent = AgentUnderTest.attached(folder);
        AgentUnderTest.script(folder, "gated", GATED);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
    }

    private Path gate() {
        return folder.resolve("gate");
    }

    private ExecuteRequest.Builder gated(int number, String task) {
        return agent.order(number, "gated", task).putParameters("gate", gate().toString());
    }

    private void awaitAccepted(int count) {
        await().until(() -> agent.blocking().health(HealthRequest.getDefaultInstance())
                .getRunningActions() == count);
    }

    @Test
    void outcomeTellsExitCodeReasonAndErrorOutput() throws IOException {
        AgentUnderTest.script(folder, "failing", """
                echo 'ocf-exit-reason:first' >&2
                echo 'ocf-exit-reason:no such file' >&2
                echo 'more words' >&2
                exit 6""");
        ActionOutcome outcome = agent.run(agent.order(1, "failing", "start"));
        assertEquals(Status.COMPLETED, outcome.getStatus());
        assertEquals(6, outcome.getExitCode());
        assertEquals("no such file", outcome.getExitReason());
        assertTrue(outcome.getErrorOutput().endsWith("more words\n"));
        assertTrue(outcome.getBegunBoottimeNanos() > 0);
    }

    @Test
    void outcomeOfAnotherActionIsNeverGivenForOneWithItsId() throws IOException {
        AgentUnderTest.script(folder, "easy", "exit 0");
        agent.run(agent.order(1, "easy", "start"));
        for (var other : List.of(agent.order(1, "easy", "stop"),
                agent.order(1, "easy", "start").setResource("other"))) {
            StatusRuntimeException refusal =
                    assertThrows(StatusRuntimeException.class, () -> agent.run(other));
            assertEquals(io.grpc.Status.Code.ALREADY_EXISTS, refusal.getStatus().getCode());
        }
    }

    @Test
    void agentIsToldEverythingByItsEnvironment() throws IOException {
        AgentUnderTest.script(folder, "telling", "env > \"$OCF_RESKEY_trace\"; echo \"$#\" >&2");
        ActionOutcome outcome = agent.run(agent.order(1, "telling", "monitor")
                .setResource("r:3")
                .putMeta("promoted-max", "2")
                .putMeta("master_node_max", "1")
                .putEnvironment("OCF_CHECK_LEVEL", "10"));
        List<String> environment = agent.trace();
        String state = folder.resolve("state").toString();
        assertEquals("1\n", outcome.getErrorOutput());
        for (String variable : List.of("OCF_RESOURCE_INSTANCE=r:3", "OCF_RESOURCE_TYPE=telling",
                "OCF_RESOURCE_PROVIDER=test", "OCF_ROOT=/usr/lib/ocf", "OCF_RA_VERSION_MAJOR=1",
                "OCF_RA_VERSION_MINOR=1", "OCF_CHECK_LEVEL=10",
                "OCF_RESKEY_CRM_meta_promoted_max=2", "OCF_RESKEY_CRM_meta_master_max=2",
                "OCF_RESKEY_CRM_meta_master_node_max=1",
                "OCF_RESKEY_CRM_meta_promoted_node_max=1", "OCF_RESKEY_CRM_meta_timeout=20000",
                "OCF_RESKEY_CRM_meta_interval=0", "OCF_RESKEY_CRM_meta_on_node=n1",
                "MAINSTAY_NODE=n1@" + state,
                "HA_RSCTMP=" + state + "/run/resource-agents")) {
            assertTrue(environment.contains(variable), variable);
        }
    }

    @Test
    void actionsOfOneResourceRunOneAfterTheOther() throws Exception {
        var start = agent.begin(gated(1, "start"));
        await().until(() -> agent.trace().equals(List.of("begin start")));
        var stop = agent.begin(gated(2, "stop"));
        awaitAccepted(2);
        Files.createFile(gate());
        AgentUnderTest.await(start);
        AgentUnderTest.await(stop);
        assertEquals(List.of("begin start", "end start", "begin stop", "end stop"), agent.trace());
    }

    @Test
    void actionsOfDifferentResourcesRunAtTheSameTime() throws Exception {
        var one = agent.begin(gated(1, "start").setResource("one"));
        var other = agent.begin(gated(2, "start").setResource("other"));
        await().until(() -> agent.trace().equals(List.of("begin start", "begin start")));
        Files.createFile(gate());
        AgentUnderTest.await(one);
        AgentUnderTest.await(other);
    }

    @Test
    void timeoutEndsTheWholeProcessGroupByTermThenKill() throws IOException {
        AgentUnderTest.script(folder, "stubborn", """
                trap 'echo term >> "$OCF_RESKEY_trace"' TERM
                (trap '' TERM; while :; do sleep 0.02; done) &
                echo $! > "$OCF_RESKEY_trace"
                while :; do sleep 0.02; done""");
        ActionOutcome outcome =
                agent.run(agent.order(1, "stubborn", "start").setTimeoutMillis(300));
        assertEquals(Status.TIMED_OUT, outcome.getStatus());
        assertTrue(agent.trace().contains("term"));
        int child = Integer.parseInt(agent.trace().getFirst());
        assertFalse(ProcessStat.of(child).filter(ProcessStat::alive).isPresent());
    }

    @Test
    void deathBySignalIsNotAnExitCode() throws IOException {
        AgentUnderTest.script(folder, "dying", "kill -9 $$");
        ActionOutcome outcome = agent.run(agent.order(1, "dying", "monitor"));
        assertEquals(Status.KILLED, outcome.getStatus());
        assertEquals(9, outcome.getSignal());
    }

    @Test
    void degradedExitCodesAreNotSignals() throws IOException {
        AgentUnderTest.script(folder, "degraded", "exit 190");
        ActionOutcome outcome = agent.run(agent.order(1, "degraded", "monitor"));
        assertEquals(Status.COMPLETED, outcome.getStatus());
        assertEquals(190, outcome.getExitCode());
    }

    @Test
    void repeatedActionIsForkedOnce() throws Exception {
        var first = agent.begin(gated(1, "start"));
        await().until(() -> !agent.trace().isEmpty());
        var second = agent.begin(gated(1, "start"));
        Files.createFile(gate());
        ActionOutcome outcome = AgentUnderTest.await(first);
        assertEquals(outcome, AgentUnderTest.await(second));
        assertEquals(outcome, agent.run(gated(1, "start")));
        assertEquals(List.of("begin start", "end start"), agent.trace());
    }

    @Test
    void acknowledgedActionIsForgottenButNotRunAgain() throws IOException {
        Files.createFile(gate());
        ActionOutcome outcome = agent.run(gated(1, "start"));
        var acknowledged = agent.blocking()
                .acknowledgeResults(AcknowledgeResultsRequest
                        .newBuilder()
                        .setEpoch(AgentUnderTest.EPOCH)
                        .addResults(AcknowledgeResultsRequest.Reference.newBuilder()
                                .setEpoch(AgentUnderTest.EPOCH)
                                .setId(outcome.getId()))
                        .build());
        assertEquals(1, acknowledged.getForgotten());
        assertEquals(List.of(), agent.attach(AgentUnderTest.EPOCH).getOutcomesList());
        var refused = assertThrows(StatusRuntimeException.class,
                () -> agent.run(gated(1, "start")));
        assertEquals(io.grpc.Status.Code.ALREADY_EXISTS, refused.getStatus().getCode());
        assertEquals(List.of("begin start", "end start"), agent.trace());
    }

    @Test
    void resultOfAnActionCanBeAskedFor() throws Exception {
        GetActionResultRequest question = GetActionResultRequest.newBuilder()
                .setEpoch(AgentUnderTest.EPOCH)
                .setId(gated(1, "start").getId())
                .build();
        var unknown = assertThrows(StatusRuntimeException.class,
                () -> agent.blocking().getActionResult(question));
        assertEquals(io.grpc.Status.Code.NOT_FOUND, unknown.getStatus().getCode());
        var start = agent.begin(gated(1, "start"));
        await().until(() -> !agent.trace().isEmpty());
        assertTrue(agent.blocking().getActionResult(question).getRunning().getBegun());
        Files.createFile(gate());
        assertEquals(AgentUnderTest.await(start),
                agent.blocking().getActionResult(question).getOutcome());
    }

    @Test
    void cancelEndsWhatRunsAndDropsWhatWaits() throws Exception {
        var start = agent.begin(gated(1, "start"));
        await().until(() -> !agent.trace().isEmpty());
        var stop = agent.begin(gated(2, "stop"));
        awaitAccepted(2);
        var _ = agent.cancel(2);
        var _ = agent.cancel(1);
        assertEquals(Status.CANCELLED, AgentUnderTest.await(start).getStatus());
        assertEquals(Status.NOT_BEGUN, AgentUnderTest.await(stop).getStatus());
        assertEquals(List.of("begin start"), agent.trace());
    }

    @Test
    void errorOutputIsBounded() throws IOException {
        AgentUnderTest.script(folder, "loud", """
                i=0
                echo 'ocf-exit-reason:too loud' >&2
                while [ $i -lt 4000 ]; do echo "line $i of very many lines" >&2; i=$((i+1)); done
                exit 1""");
        ActionOutcome outcome = agent.run(agent.order(1, "loud", "monitor"));
        assertEquals("too loud", outcome.getExitReason());
        assertTrue(outcome.getErrorOutput().endsWith("line 3999 of very many lines\n"));
        assertTrue(outcome.getErrorOutput().length() <= 16 * 1024);
    }

    @Test
    void serviceLeftInTheBackgroundDoesNotHoldUpItsStart() throws IOException {
        AgentUnderTest.script(folder, "forking", """
                setsid sleep 1000 &
                echo $! > "$OCF_RESKEY_trace\"""");
        ActionOutcome outcome = agent.run(agent.order(1, "forking", "start"));
        ProcessHandle service =
                ProcessHandle.of(Long.parseLong(agent.trace().getFirst())).orElseThrow();
        assertEquals(Status.COMPLETED, outcome.getStatus());
        assertTrue(service.isAlive());
        service.destroyForcibly();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ocf, test, missing, 5, no resource agent ocf:test:missing
            ocf, test, ../gated, 5, no resource agent
            ocf, test, plain, 4, is not executable
            ocf, test, foreign, 5, which is not installed
            upstart, '', nginx, 5, not supported by this version
            systemd, '', nginx, 5, systemd is not reachable: this machine does not run it
            lsb, '', nginx, 5, no init script nginx on this machine
            """)
    void absentAgentIsAnOutcomeWithItsReason(String standard, String provider, String type,
            int exitCode, String reason) throws IOException {
        AgentUnderTest.script(folder, "plain", "exit 0");
        AgentUnderTest.script(folder, "foreign", "exit 0");
        Path foreign = folder.resolve("resource.d/test/foreign");
        Files.writeString(foreign, "#!/usr/bin/no-such-shell\n");
        Files.setPosixFilePermissions(folder.resolve("resource.d/test/plain"),
                PosixFilePermissions.fromString("rw-r--r--"));
        ActionOutcome outcome = agent.run(agent.order(1, type, "monitor")
                .setAgent(ResourceAgentSpec.newBuilder()
                        .setStandard(standard)
                        .setProvider(provider)
                        .setType(type)));
        assertEquals(Status.COMPLETED, outcome.getStatus());
        assertEquals(exitCode, outcome.getExitCode());
        assertTrue(outcome.getExitReason().contains(reason), outcome.getExitReason());
        assertEquals(0, outcome.getBegunBoottimeNanos());
    }

    @Test
    void malformedOrderIsRefusedAndNothingIsRun() throws IOException {
        for (ExecuteRequest.Builder order : List.of(gated(1, "start").setTimeoutMillis(0),
                gated(1, "start").setResource(""), gated(1, "start").setResource("../r"),
                gated(1, "start").clearId(), gated(1, "dance"),
                gated(1, "start").putParameters("a=b", "c"),
                gated(1, "start").putParameters("a", "nul\0"))) {
            var refused = assertThrows(StatusRuntimeException.class, () -> agent.run(order));
            assertEquals(io.grpc.Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        }
        assertEquals(List.of(), agent.trace());
    }

    @Test
    void healthTellsThatTheTimerTurns() {
        var health = agent.blocking().health(HealthRequest.getDefaultInstance());
        assertTrue(health.getHealthy());
        assertEquals(AgentUnderTest.EPOCH, health.getEpoch());
        await().until(() -> agent.blocking()
                .health(HealthRequest.getDefaultInstance())
                .getLastTickBoottimeNanos() > health.getNowBoottimeNanos());
    }
}
