// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.posix.ProcessStat;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.LedgerEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node agent does after it was killed (safety rule 8). */
final class RestartTest {
    @TempDir
    Path folder;

    /** Runs an agent in a process of its own, which begins the start of {@code r} and waits. */
    static final class DoomedAgent {
        private DoomedAgent() {}

        public static void main(String[] arguments) throws Exception {
            AgentUnderTest agent = AgentUnderTest.attached(Path.of(arguments[0]));
            AgentUnderTest.await(agent.begin(agent.order(1, "starting", "start")));
        }
    }

    /** Returns the shells that the agent had waiting. */
    private List<ProcessHandle> beginAndKill(int traced) throws IOException, InterruptedException {
        Process doomed = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), DoomedAgent.class.getName(),
                folder.toString()).inheritIO().start();
        try {
            await().atMost(AgentUnderTest.PATIENCE)
                    .until(() -> AgentUnderTest.trace(folder).size() >= traced);
            await().atMost(AgentUnderTest.PATIENCE).until(() -> !waitingShells(doomed).isEmpty());
            return waitingShells(doomed);
        } finally {
            doomed.destroyForcibly().waitFor();
        }
    }

    private static List<ProcessHandle> waitingShells(Process agent) {
        return agent.children()
                .filter(child -> child.info().commandLine().orElse("").contains("mainstay-held"))
                .toList();
    }

    @Test
    void shellsForkedAheadLeaveWithAKilledAgent() throws Exception {
        AgentUnderTest.script(folder, "starting",
                "sleep 1000 & echo $! >> $OCF_RESKEY_trace; wait");
        List<ProcessHandle> shells = beginAndKill(1);
        assertFalse(shells.isEmpty());
        await().atMost(AgentUnderTest.PATIENCE)
                .until(() -> shells.stream().noneMatch(ProcessHandle::isAlive));
        AgentUnderTest.open(folder).close();
    }

    private static boolean alive(String pid) {
        return ProcessStat.of(Integer.parseInt(pid)).filter(ProcessStat::alive).isPresent();
    }

    @Test
    void survivingActionIsEndedAndUnknownAndNotRunAgain() throws Exception {
        AgentUnderTest.script(folder, "starting", """
                echo $$ >> "$OCF_RESKEY_trace"
                trap '' TERM
                while :; do sleep 0.02; done""");
        beginAndKill(1);
        String survivor = AgentUnderTest.trace(folder).getFirst();
        assertTrue(alive(survivor), "the action died with its agent, so nothing is tested");
        try (AgentUnderTest agent = AgentUnderTest.open(folder)) {
            assertFalse(alive(survivor), "the agent was opened beside a surviving action");
            AttachResponse attached = agent.attach(AgentUnderTest.EPOCH);
            ActionOutcome outcome = attached.getOutcomes(0);
            assertEquals(Status.INTERRUPTED, outcome.getStatus());
            assertEquals("start", outcome.getTask());
            assertEquals(LedgerEntry.Activity.UNCERTAIN, attached.getLedger(0).getActivity());
            assertEquals(outcome, agent.run(agent.order(1, "starting", "start")));
            assertEquals(1, agent.trace().size());
        }
    }

    @Test
    void memberOfAnActionIsEndedAlthoughItsLeaderIsGone() throws Exception {
        AgentUnderTest.script(folder, "starting", """
                (trap '' TERM; while :; do sleep 0.02; done) &
                echo $! >> "$OCF_RESKEY_trace"
                echo $$ >> "$OCF_RESKEY_trace"
                sleep 1000""");
        beginAndKill(2);
        List<String> pids = AgentUnderTest.trace(folder);
        ProcessHandle leader = ProcessHandle.of(Long.parseLong(pids.getLast())).orElseThrow();
        leader.destroyForcibly();
        await().until(() -> !alive(pids.getLast()));
        assertTrue(alive(pids.getFirst()));
        AgentUnderTest.open(folder).close();
        assertFalse(alive(pids.getFirst()));
    }

    @Test
    void serviceInItsOwnSessionGoesOn() throws Exception {
        AgentUnderTest.script(folder, "starting", """
                setsid sleep 1000 </dev/null >/dev/null 2>&1 &
                echo $! >> "$OCF_RESKEY_trace"
                sleep 1000""");
        beginAndKill(1);
        AgentUnderTest.open(folder).close();
        ProcessHandle service = ProcessHandle
                .of(Long.parseLong(AgentUnderTest.trace(folder).getFirst()))
                .orElseThrow();
        assertTrue(service.isAlive());
        service.destroyForcibly();
    }

    @Test
    void outcomeThatWasNotAcknowledgedIsToldAgain() throws Exception {
        AgentUnderTest.script(folder, "quick", "exit 3");
        ActionOutcome outcome;
        try (AgentUnderTest agent = AgentUnderTest.attached(folder)) {
            outcome = agent.run(agent.order(1, "quick", "start"));
        }
        try (AgentUnderTest agent = AgentUnderTest.open(folder)) {
            assertEquals(List.of(outcome),
                    agent.attach(AgentUnderTest.EPOCH).getOutcomesList());
        }
    }

    @Test
    void closedAgentEndsWhatRuns() throws Exception {
        AgentUnderTest.script(folder, "starting", """
                echo $$ >> "$OCF_RESKEY_trace"
                while :; do sleep 0.02; done""");
        try (AgentUnderTest agent = AgentUnderTest.attached(folder)) {
            var _ = agent.begin(agent.order(1, "starting", "start"));
            await().until(() -> !agent.trace().isEmpty());
        }
        assertFalse(alive(AgentUnderTest.trace(folder).getFirst()));
        try (AgentUnderTest agent = AgentUnderTest.open(folder)) {
            assertEquals(Status.INTERRUPTED,
                    agent.attach(AgentUnderTest.EPOCH).getOutcomes(0).getStatus());
        }
    }

    @Test
    void secondAgentOverTheSameFolderIsRefused() throws Exception {
        try (AgentUnderTest _ = AgentUnderTest.open(folder)) {
            IOException refused =
                    assertThrows(IOException.class, () -> AgentUnderTest.open(folder));
            assertTrue(String.valueOf(refused.getMessage()).contains("another node agent uses"));
        }
    }
}
