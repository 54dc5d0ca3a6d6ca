// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.AttachResponse;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One master per agent (safety rule 11). */
final class EpochTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeScripts() throws IOException {
        AgentUnderTest.script(folder, "slow", """
                echo "begin $1" >> "$OCF_RESKEY_trace"
                while :; do sleep 0.02; done""");
        AgentUnderTest.script(folder, "quick", "echo \"$1\" >> \"$OCF_RESKEY_trace\"");
    }

    @Test
    void lowerEpochIsRefusedAndToldTheKeptOne() throws Exception {
        try (AgentUnderTest agent = AgentUnderTest.attached(folder)) {
            assertKept(AgentUnderTest.EPOCH,
                    assertThrows(StatusRuntimeException.class, () -> agent.attach(6)));
            assertKept(AgentUnderTest.EPOCH, assertThrows(StatusRuntimeException.class,
                    () -> agent.run(agent.order(1, "quick", "start").setEpoch(6))));
            assertEquals(List.of(), agent.trace());
        }
    }

    @Test
    void epochIsKeptOverARestart() throws Exception {
        AgentUnderTest.attached(folder).close();
        try (AgentUnderTest agent = AgentUnderTest.open(folder)) {
            assertKept(AgentUnderTest.EPOCH,
                    assertThrows(StatusRuntimeException.class, () -> agent.attach(6)));
        }
    }

    @Test
    void nothingIsDoneForAnEpochThatHasNotAttachedToThisAgent() throws Exception {
        AgentUnderTest.attached(folder).close();
        try (AgentUnderTest agent = AgentUnderTest.open(folder)) {
            for (long epoch : new long[] {AgentUnderTest.EPOCH, 8}) {
                assertKept(AgentUnderTest.EPOCH, assertThrows(StatusRuntimeException.class,
                        () -> agent.run(agent.order(1, "quick", "start").setEpoch(epoch))));
            }
            assertEquals(List.of(), agent.trace());
        }
    }

    @Test
    void higherEpochEntersAfterTheWorkOfTheLowerHasEnded() throws Exception {
        try (AgentUnderTest agent = AgentUnderTest.attached(folder)) {
            var running = agent.begin(agent.order(1, "slow", "start"));
            await().until(() -> agent.trace().equals(List.of("begin start")));
            var waiting = agent.begin(agent.order(2, "quick", "stop"));
            await().until(() -> agent.attach(AgentUnderTest.EPOCH).getRunningCount() == 2);
            AttachResponse attached = agent.attach(8);
            assertEquals(List.of(), attached.getRunningList());
            assertEquals(List.of(Status.INTERRUPTED, Status.NOT_BEGUN), attached.getOutcomesList()
                    .stream()
                    .map(ActionOutcome::getStatus)
                    .toList());
            assertEquals(Status.INTERRUPTED, AgentUnderTest.await(running).getStatus());
            assertEquals(Status.NOT_BEGUN, AgentUnderTest.await(waiting).getStatus());
            assertEquals(List.of("begin start"), agent.trace());
        }
    }

    @Test
    void leaseOfALowerEpochIsVoid() throws Exception {
        try (AgentUnderTest agent = AgentUnderTest.attached(folder)) {
            agent.run(agent.order(1, "quick", "start"));
            assertTrue(agent.attach(AgentUnderTest.EPOCH).getLeaseDeadlineBoottimeNanos() > 0);
            assertEquals(0, agent.attach(8).getLeaseDeadlineBoottimeNanos());
        }
    }

    @Test
    void monitorsOfALowerEpochAreDropped() throws Exception {
        try (AgentUnderTest agent = AgentUnderTest.attached(folder)) {
            agent.setMonitors(agent.monitor(1, "quick"));
            assertEquals(1, agent.attach(AgentUnderTest.EPOCH).getMonitorsCount());
            assertEquals(0, agent.attach(8).getMonitorsCount());
        }
    }

    private static void assertKept(long epoch, StatusRuntimeException refused) {
        assertEquals(Code.FAILED_PRECONDITION, refused.getStatus().getCode());
        var trailers = refused.getTrailers();
        assertTrue(trailers != null
                && Long.toString(epoch).equals(trailers.get(Answers.KEPT_EPOCH)));
    }
}
