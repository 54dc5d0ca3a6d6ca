// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.posix.ProcessStat;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.GetMetadataRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agents of provider mainstay keep the contract of the OCF resource agent API. */
final class ShippedAgentTest {
    @TempDir
    Path folder;
    private AgentUnderTest agent;
    private int actions;
    private final List<Integer> pids = new ArrayList<>();

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        agent = AgentUnderTest.attached(folder);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
        for (int pid : pids) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private ActionOutcome run(String type, String task, Map<String, String> parameters) {
        actions++;
        ExecuteRequest.Builder order = agent.order(actions, type, task)
                .clearParameters()
                .putAllParameters(parameters)
                .setAgent(AgentUnderTest.spec("mainstay", type));
        ActionOutcome outcome = agent.run(order);
        assertEquals(Status.COMPLETED, outcome.getStatus(), outcome::toString);
        return outcome;
    }

    private int exit(String type, String task, Map<String, String> parameters) {
        return run(type, task, parameters).getExitCode();
    }

    /** A command that writes its process id and goes on for ever. */
    private Map<String, String> service(String more) {
        return Map.of("command",
                "echo $$ >> " + folder.resolve("pids") + "; " + more + " exec sleep 1000");
    }

    private int newestPid() throws IOException {
        await().until(() -> Files.exists(folder.resolve("pids")));
        int pid = Integer.parseInt(Files.readAllLines(folder.resolve("pids")).getLast());
        pids.add(pid);
        return pid;
    }

    private static boolean alive(int pid) {
        return ProcessStat.of(pid).filter(ProcessStat::alive).isPresent();
    }

    @Test
    void dummyGoesThroughItsRoles() {
        Map<String, String> none = Map.of();
        assertEquals(7, exit("dummy", "monitor", none));
        assertEquals(0, exit("dummy", "stop", none));
        assertEquals(7, exit("dummy", "promote", none));
        assertEquals(0, exit("dummy", "start", none));
        assertEquals(0, exit("dummy", "start", none));
        assertEquals(0, exit("dummy", "monitor", none));
        assertEquals(0, exit("dummy", "promote", none));
        assertEquals(8, exit("dummy", "monitor", none));
        assertEquals(0, exit("dummy", "demote", none));
        assertEquals(0, exit("dummy", "monitor", none));
        assertEquals(0, exit("dummy", "reload-agent", none));
        assertEquals(0, exit("dummy", "stop", none));
        assertEquals(7, exit("dummy", "monitor", none));
    }

    @Test
    void dummyFailsWhereItIsTold() {
        ActionOutcome outcome = run("dummy", "start", Map.of("fail_start_on", "n1"));
        assertEquals(1, outcome.getExitCode());
        assertEquals("told to fail on n1", outcome.getExitReason());
        assertEquals(7, exit("dummy", "monitor", Map.of()));
    }

    @Test
    void processIsStartedOnceAndStoppedWhole() throws IOException {
        Map<String, String> service = service("sleep 999 &");
        assertEquals(7, exit("process", "monitor", service));
        assertEquals(0, exit("process", "start", service));
        int pid = newestPid();
        assertEquals(0, exit("process", "start", service));
        assertEquals(pid, newestPid());
        assertEquals(0, exit("process", "monitor", service));
        long session = ProcessStat.of(pid).orElseThrow().session();
        assertEquals(0, exit("process", "stop", service));
        assertTrue(ProcessStat.all()
                .stream()
                .noneMatch(process -> process.session() == session && process.alive()));
        assertEquals(7, exit("process", "monitor", service));
        assertEquals(0, exit("process", "stop", service));
    }

    @Test
    void processOutlivesItsAgent() throws Exception {
        Map<String, String> service = service("");
        assertEquals(0, exit("process", "start", service));
        int pid = newestPid();
        agent.close();
        agent = AgentUnderTest.attached(folder);
        assertTrue(alive(pid));
        assertEquals(0, exit("process", "monitor", service));
        assertEquals(0, exit("process", "stop", service));
        assertFalse(alive(pid));
    }

    @Test
    void processThatIgnoresItsSignalIsKilled() throws IOException {
        Map<String, String> service = Map.of("stop_timeout", "1", "command",
                "trap '' TERM; echo $$ >> " + folder.resolve("pids")
                        + "; while :; do sleep 0.05; done");
        assertEquals(0, exit("process", "start", service));
        int pid = newestPid();
        assertEquals(0, exit("process", "stop", service));
        assertFalse(alive(pid));
    }

    @Test
    void processThatDiedIsStopped() throws IOException {
        Map<String, String> service = service("");
        assertEquals(0, exit("process", "start", service));
        int first = newestPid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await().until(() -> !alive(first));
        assertEquals(7, exit("process", "monitor", service));
        assertEquals(0, exit("process", "start", service));
        await().until(() -> newestPid() != first);
        assertEquals(0, exit("process", "monitor", service));
    }

    @Test
    void processWhoseLeaderDiedHasFailedAndIsStoppedWhole() throws IOException {
        Map<String, String> service = Map.of("command", "sleep 998 & echo $! >> "
                + folder.resolve("pids") + "; echo $$ > " + folder.resolve("leader") + "; wait");
        assertEquals(0, exit("process", "start", service));
        int child = newestPid();
        int leader = Integer.parseInt(Files.readString(folder.resolve("leader")).strip());
        ProcessHandle.of(leader).orElseThrow().destroyForcibly();
        await().until(() -> !alive(leader));
        assertEquals(1, exit("process", "monitor", service));
        assertEquals(0, exit("process", "stop", service));
        assertFalse(alive(child));
    }

    @Test
    void startWaitsForTheCheckCommand() throws IOException {
        Path ready = folder.resolve("ready");
        Map<String, String> service = Map.of("ready", "test -e " + ready, "command",
                "echo $$ >> " + folder.resolve("pids") + "; sleep 0.3; touch " + ready
                        + "; exec sleep 1000");
        assertEquals(0, exit("process", "start", service));
        assertTrue(Files.exists(ready));
        newestPid();
        Files.delete(ready);
        ActionOutcome outcome = run("process", "monitor", service);
        assertEquals(1, outcome.getExitCode());
        assertEquals("the command runs, but is not ready", outcome.getExitReason());
        assertEquals(0, exit("process", "stop", service));
    }

    @Test
    void startWaitsForThePortOfTheProcessItself() throws IOException {
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> other = Map.of("command", "sleep 1", "ready_port",
                    Integer.toString(foreign.getLocalPort()));
            assertEquals(1, exit("process", "start", other), "somebody else's port counted");
        }
        String port = freePort();
        Map<String, String> service = Map.of("ready_port", port, "command",
                Path.of(System.getProperty("java.home"), "bin", "jwebserver") + " -p " + port
                        + " -d " + folder);
        assertEquals(0, exit("process", "start", service));
        assertEquals(0, exit("process", "monitor", service));
        assertEquals(0, exit("process", "stop", service));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    @Test
    void commandThatEndsAtOnceHasNotStarted() throws IOException {
        Path log = folder.resolve("log");
        ActionOutcome outcome = run("process", "start",
                Map.of("command", "echo broken; exit 3", "logfile", log.toString()));
        assertEquals(1, outcome.getExitCode());
        assertTrue(outcome.getExitReason().contains(log.toString()));
        assertEquals("broken\n", Files.readString(log));
    }

    @Test
    void commandGetsItsFolderAndVariables() throws IOException {
        Map<String, String> service = Map.of("workdir", folder.toString(), "env",
                "COLOUR=red WORDS='two words'", "command",
                "echo \"$PWD $COLOUR $WORDS\" > seen; echo $$ >> pids; exec sleep 1000");
        assertEquals(0, exit("process", "start", service));
        newestPid();
        assertEquals(folder + " red two words\n", Files.readString(folder.resolve("seen")));
        assertEquals(0, exit("process", "stop", service));
    }

    @Test
    void unusableParametersAreNamed() {
        assertEquals(6, exit("process", "start", Map.of()));
        assertEquals(5, exit("process", "start",
                Map.of("command", "sleep 1", "workdir", "/does/not/exist")));
        assertEquals(5, exit("process", "validate-all",
                Map.of("command", "sleep 1", "user", "nobody-of-that-name")));
        assertEquals(6, exit("process", "validate-all",
                Map.of("command", "sleep 1", "ready_port", "http")));
        assertEquals(3, exit("process", "notify", Map.of("command", "sleep 1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dummy", "process"})
    void metadataIsComplete(String type) {
        var metadata = agent.blocking()
                .getMetadata(GetMetadataRequest.newBuilder()
                        .setAgent(AgentUnderTest.spec("mainstay", type))
                        .build());
        assertEquals("1.1", metadata.getApiVersion());
        assertFalse(metadata.getShortDescription().isEmpty());
        assertTrue(metadata.getParametersList()
                .stream()
                .noneMatch(parameter -> parameter.getShortDescription().isEmpty()));
        assertTrue(metadata.getOperationsList()
                .stream()
                .map(operation -> operation.getName())
                .toList()
                .containsAll(
                        List.of("start", "stop", "monitor", "meta-data", "validate-all")));
    }
}
