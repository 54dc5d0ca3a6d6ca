// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import dev.mainstay.proto.v1.LedgerEntry;
import dev.mainstay.proto.v1.UpdateLeaseRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is made active without a lease, or beyond its end (safety rule 9). */
final class LeaseTest {
    @TempDir
    Path folder;
    private AgentUnderTest agent;

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        AgentUnderTest.script(folder, "slow", """
                echo "$1" >> "$OCF_RESKEY_trace"
                [ "$1" = stop ] && exit 0
                until [ -e "$OCF_RESKEY_trace.gate" ]; do sleep 0.02; done
                echo "end of $1" >> "$OCF_RESKEY_trace\"""");
        agent = AgentUnderTest.attached(folder);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
    }

    private static long soon() {
        return BootClock.system().nanos() + Duration.ofMillis(300).toNanos();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "promote", "migrate_to", "migrate_from"})
    void activatingTaskDoesNotBeginWithoutALease(String task) throws IOException {
        for (long deadline : new long[] {0, BootClock.system().nanos()}) {
            ActionOutcome outcome = agent.run(agent.order(deadline == 0 ? 1 : 2, "slow", task)
                    .setLeaseDeadlineBoottimeNanos(deadline));
            assertEquals(Status.NOT_BEGUN, outcome.getStatus());
            assertTrue(outcome.getExitReason().contains("no lease"), outcome.getExitReason());
        }
        assertEquals(List.of(), agent.trace());
        assertEquals(List.of(), agent.attach(AgentUnderTest.EPOCH).getLedgerList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "demote", "monitor", "notify"})
    void otherTaskNeedsNoLease(String task) throws IOException {
        Files.createFile(folder.resolve("trace.gate"));
        ActionOutcome outcome =
                agent.run(agent.order(1, "slow", task).setLeaseDeadlineBoottimeNanos(0));
        assertEquals(Status.COMPLETED, outcome.getStatus());
        assertTrue(agent.trace().contains(task));
    }

    @Test
    void otherTaskNeedsALeaseWhereTheOrderSaysSo() {
        ActionOutcome outcome = agent.run(agent.order(1, "slow", "notify")
                .setLeaseRequired(true)
                .setLeaseDeadlineBoottimeNanos(0));
        assertEquals(Status.NOT_BEGUN, outcome.getStatus());
    }

    @Test
    void lapseEndsTheStartAndThenStopsTheResource() throws IOException {
        ActionOutcome outcome = agent.run(
                agent.order(1, "slow", "start").setLeaseDeadlineBoottimeNanos(soon()));
        assertEquals(Status.LEASE_LAPSED, outcome.getStatus());
        assertEquals(Status.COMPLETED, outcome.getStop().getStatus());
        assertEquals(0, outcome.getStop().getExitCode());
        assertEquals(List.of("start", "stop"), agent.trace());
        assertEquals(List.of(), agent.attach(AgentUnderTest.EPOCH).getLedgerList());
    }

    @Test
    void resourceStaysInTheLedgerWhenTheStopAfterALapseFails() throws IOException {
        AgentUnderTest.script(folder, "sticky", "[ \"$1\" = stop ] && exit 1; sleep 1000");
        ActionOutcome outcome = agent.run(
                agent.order(1, "sticky", "start").setLeaseDeadlineBoottimeNanos(soon()));
        assertEquals(Status.LEASE_LAPSED, outcome.getStatus());
        assertEquals(1, outcome.getStop().getExitCode());
        assertEquals(LedgerEntry.Activity.UNCERTAIN,
                agent.attach(AgentUnderTest.EPOCH).getLedger(0).getActivity());
    }

    private long update(long deadlineNanos) {
        return agent.blocking()
                .updateLease(UpdateLeaseRequest.newBuilder()
                        .setEpoch(AgentUnderTest.EPOCH)
                        .setDeadlineBoottimeNanos(deadlineNanos)
                        .build())
                .getDeadlineBoottimeNanos();
    }

    @Test
    void leaseThatIsToldToHaveEndedEndsAtOnceAndMayComeBack() throws Exception {
        var start = agent.begin(agent.order(1, "slow", "start"));
        await().until(() -> !agent.trace().isEmpty());
        update(BootClock.system().nanos());
        assertEquals(Status.LEASE_LAPSED, AgentUnderTest.await(start).getStatus());
        assertEquals(Status.NOT_BEGUN, agent.run(agent.order(2, "slow", "start")
                .setLeaseDeadlineBoottimeNanos(0)).getStatus());
        update(AgentUnderTest.leaseNanos());
        Files.createFile(folder.resolve("trace.gate"));
        assertEquals(Status.COMPLETED, agent.run(agent.order(3, "slow", "start")
                .setLeaseDeadlineBoottimeNanos(0)).getStatus());
    }

    /** In between the lease may have lapsed, and the log have voided the order. */
    @Test
    void orderThatArrivesAfterItsLeaseDoesNotBeginUnderALaterOne() throws IOException {
        update(AgentUnderTest.leaseNanos());
        ActionOutcome outcome = agent.run(agent.order(1, "slow", "start")
                .setLeaseDeadlineBoottimeNanos(BootClock.system().nanos()));
        assertEquals(Status.NOT_BEGUN, outcome.getStatus());
        assertTrue(outcome.getExitReason().contains("no lease"), outcome.getExitReason());
        assertEquals(List.of(), agent.trace());
    }

    /** A master that has stopped everything alone does not know of what comes after it. */
    @Test
    void orderThatArrivesAfterTheMasterTookStockDoesNotBegin() throws IOException {
        Files.createFile(folder.resolve("trace.gate"));
        agent.attach(AgentUnderTest.EPOCH);
        ActionOutcome late = agent.run(agent.order(1, "slow", "start")
                .setLeaseDeadlineBoottimeNanos(AgentUnderTest.leaseNanos()));
        assertEquals(Status.NOT_BEGUN, late.getStatus());
        assertEquals(List.of(), agent.trace());

        update(AgentUnderTest.leaseNanos());
        assertEquals(Status.COMPLETED, agent.run(agent.order(2, "slow", "start")
                .setLeaseDeadlineBoottimeNanos(AgentUnderTest.leaseNanos())).getStatus());
    }

    @Test
    void renewedLeaseLetsTheStartGoOn() throws Exception {
        long first = soon();
        var start = agent.begin(
                agent.order(1, "slow", "start").setLeaseDeadlineBoottimeNanos(first));
        await().until(() -> !agent.trace().isEmpty());
        long renewed = update(AgentUnderTest.leaseNanos());
        assertEquals(renewed, update(renewed - 1), "an earlier deadline took effect");
        await().until(() -> BootClock.system().nanos() > first);
        assertFalse(start.isDone());
        Files.createFile(folder.resolve("trace.gate"));
        assertEquals(Status.COMPLETED, AgentUnderTest.await(start).getStatus());
        assertEquals(List.of("start", "end of start"), agent.trace());
    }
}
