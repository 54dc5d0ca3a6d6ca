// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.Command.RecordFencing;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.FenceOperation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Agents that have a machine fenced rely on what they are told of it. */
class FencingToolTest {

    private static final NodeId OTHER = new NodeId("n2");
    private static final NodeId OWNER = new NodeId("n3");

    private final ToolBench bench = new ToolBench();

    @Test
    void withoutAFenceDeviceNothingIsAsked() {
        bench.join(OTHER);
        assertEquals(1, bench.call("stonith_admin", "-F", "n2").exitCode());
        assertEquals(105, bench.call("stonith_admin", "-F", "n9").exitCode());
    }

    @Test
    void machineHasItselfFencedAsTheOperatorWould() {
        device();
        assertEquals(new ToolAnswer(0, ""),
                bench.call("stonith_admin", "--reboot=n1", "--tag", "controld"));
        assertEquals("true", bench.attribute("terminate"));
    }

    @Test
    void callEndsOnceTheMachineIsFencedAndNotBefore() {
        long incarnation = ordered();
        CompletableFuture<ToolAnswer> answer = bench.begin("db", "stonith_admin", "-F", "n2");
        bench.loop.advance(Duration.ofSeconds(30));
        assertFalse(answer.isDone());
        assertTrue(bench.told("stonith_admin", "-H", "*", "--output-as", "xml")
                .contains("extended-status=\"pending\""));

        bench.log.apply(new RecordFencing(OTHER, incarnation,
                new FencingEvent.Succeeded(OWNER, FenceOperation.OFF, "pdu", "")));
        bench.loop.advance(Duration.ofSeconds(1));
        assertEquals(new ToolAnswer(0, ""), answer.join());
        String history = bench.told("stonith_admin", "-H", "*", "--output-as", "xml");
        assertFalse(history.contains("pending"), history);
        assertTrue(bench.told("stonith_admin", "-H", "n2").startsWith("off of n2: success, "));
    }

    @Test
    void failureAndImpatienceAreNoSuccess() {
        long incarnation = ordered();
        CompletableFuture<ToolAnswer> failed = bench.begin("db", "stonith_admin", "-F", "n2");
        CompletableFuture<ToolAnswer> impatient =
                bench.begin("db", "stonith_admin", "-F", "n2", "-t", "5");
        bench.loop.advance(Duration.ofSeconds(5));
        assertEquals(124, impatient.join().exitCode());

        bench.log.apply(new RecordFencing(OTHER, incarnation,
                new FencingEvent.Failed(OWNER, FenceOperation.OFF, "pdu", "no answer")));
        bench.loop.advance(Duration.ofSeconds(1));
        assertEquals(1, failed.join().exitCode());
        assertTrue(failed.join().text().contains("no answer"), failed.join().text());
    }

    @Test
    void scriptsMayNotVouchForAMachine() {
        assertEquals(64, bench.call("stonith_admin", "--confirm=n2").exitCode());
    }

    private void device() {
        bench.configure("""
                <resources><primitive id="pdu" class="stonith" type="fence_dummy"/></resources>""");
    }

    /** The other machine is about to be fenced by a third one; its incarnation. */
    private long ordered() {
        device();
        bench.join(OWNER);
        long incarnation = bench.join(OTHER);
        bench.log.adopt(new FenceAction(OTHER, FenceOperation.OFF, 0, "test"));
        bench.log.apply(new RecordFencing(OTHER, incarnation,
                new FencingEvent.Assigned(1, OWNER, FenceOperation.OFF)));
        return incarnation;
    }
}
