// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.executor.FenceSequence.Ending;
import dev.mainstay.executor.FenceSequence.Ownership;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.transition.FenceOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Safety rule 15: one owner carries out the whole of a fence operation, level by level. */
class FenceSequenceTest {

    private static final Device FIRST = device("first");
    private static final Device SECOND = device("second");

    private final FakeDriver driver = new FakeDriver();
    private final List<Ending> endings = new ArrayList<>();

    @Test
    void singleDeviceIsAskedToReboot() {
        fence(FenceOperation.REBOOT, false, List.of(List.of(FIRST)));

        assertEquals(List.of("REBOOT first"), driver.asked);
        assertTrue(endings.getFirst().succeeded());
    }

    @Test
    void rebootOverSeveralDevicesIsOffOnAllBeforeAnyOn() {
        fence(FenceOperation.REBOOT, false, List.of(List.of(FIRST, SECOND)));

        assertEquals(List.of("OFF first", "OFF second", "ON first", "ON second"), driver.asked);
        assertTrue(endings.getFirst().succeeded());
    }

    @Test
    void levelFailsWithAnyOfItsDevicesAndTheNextOneIsTried() {
        driver.failing.add("OFF second");
        fence(FenceOperation.OFF, false, List.of(List.of(FIRST, SECOND), List.of(FIRST)));

        assertEquals(List.of("OFF first", "OFF second", "OFF first"), driver.asked);
        assertTrue(endings.getFirst().succeeded());
    }

    @Test
    void failedPowerOnDoesNotUndoTheFencing() {
        driver.failing.add("ON first");
        fence(FenceOperation.REBOOT, false, List.of(List.of(FIRST, SECOND)));

        assertTrue(endings.getFirst().succeeded());
    }

    @Test
    void withoutASuccessfulLevelItFailed() {
        driver.failing.add("REBOOT first");
        fence(FenceOperation.REBOOT, false, List.of(List.of(FIRST)));

        assertFalse(endings.getFirst().succeeded());
        assertEquals("first", endings.getFirst().device());
    }

    @Test
    void newOwnerBeginsWithOffAndAsksForThePower() {
        fence(FenceOperation.REBOOT, true, List.of(List.of(FIRST)));

        assertEquals(List.of("OFF first", "STATUS first", "ON first"), driver.asked);
    }

    @Test
    void powerThatIsStillOnAfterATakeoverIsAFailure() {
        driver.power = FenceClient.Power.ON;
        fence(FenceOperation.OFF, true, List.of(List.of(FIRST)));

        assertFalse(endings.getFirst().succeeded());
    }

    @Test
    void withoutADeviceItFailed() {
        fence(FenceOperation.OFF, false, List.of());

        assertFalse(endings.getFirst().succeeded());
    }

    @Test
    void abandonedOperationReportsNothing() {
        FenceSequence sequence = sequence(FenceOperation.OFF, false, List.of(List.of(FIRST)));
        sequence.begin();
        sequence.abandon();
        driver.loop.runAll();

        assertTrue(endings.isEmpty());
    }

    private void fence(FenceOperation operation, boolean takenOver, List<List<Device>> levels) {
        sequence(operation, takenOver, levels).begin();
        driver.loop.runAll();
        assertEquals(1, endings.size());
    }

    private FenceSequence sequence(
            FenceOperation operation, boolean takenOver, List<List<Device>> levels) {
        FencingRecord duty = new FencingRecord(new NodeId("n2"), 7, Optional.empty(), operation,
                FencingRecord.Phase.RUNNING, Optional.of(new NodeId("n1")), 20, takenOver, 0,
                "test", "", "", Instant.EPOCH, Instant.EPOCH);
        return new FenceSequence(driver.loop, driver, duty,
                new Ownership(3, () -> Long.MAX_VALUE, 1_000), levels, endings::add);
    }

    private static Device device(String id) {
        return new Device(new ResourceId(id), "fence_test", SortedMaps.empty());
    }

    /** Answers at once, and remembers what it was asked. */
    private static final class FakeDriver implements FenceClient {

        private final ManualLoop loop = new ManualLoop();
        private final List<String> asked = new ArrayList<>();
        private final Set<String> failing = new TreeSet<>();
        private Power power = Power.OFF;

        @Override
        public CompletableFuture<FenceResult> fence(FenceOrder order) {
            String what = order.task() + " " + order.device().id();
            asked.add(what);
            boolean succeeded = !failing.contains(what);
            return CompletableFuture.completedFuture(
                    new FenceResult(succeeded, succeeded ? 0 : 1, power, what));
        }

        @Override
        public void cancel(String requestId) {
            asked.add("cancel");
        }

        @Override
        public void extendDeadline(long ownerIncarnation, long deadlineBootNanos) {
            // Nothing here lasts.
        }

        @Override
        public CompletableFuture<Boolean> covers(Device device, NodeId target) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletableFuture<Optional<Abilities>> abilities(String agent) {
            return CompletableFuture.completedFuture(Optional.of(new Abilities(true, true)));
        }
    }
}
