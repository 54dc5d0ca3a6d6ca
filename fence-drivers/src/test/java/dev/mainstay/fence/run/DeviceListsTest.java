// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mainstay.fence.device.DeviceAction;
import dev.mainstay.fence.device.FenceDevice;
import dev.mainstay.fence.device.FenceOrder;
import dev.mainstay.fence.device.FenceResult;
import dev.mainstay.fence.device.FenceResult.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceListsTest {

    private static final FenceDevice PDU = new FenceDevice("pdu", "fence_apc", Map.of("ip", "1"));

    private final AtomicLong now = new AtomicLong(1);
    private final List<CompletableFuture<FenceResult>> asked = new ArrayList<>();
    private final DeviceLists lists = new DeviceLists(now::get);

    private CompletableFuture<FenceResult> ask(FenceDevice device) {
        return lists.of(device, () -> {
            asked.add(new CompletableFuture<>());
            return asked.getLast();
        });
    }

    private static FenceResult result(Verdict verdict) {
        return new FenceResult(new FenceOrder("r", DeviceAction.LIST, PDU,
                new FenceOrder.Target("n1", 0), Duration.ofSeconds(1),
                new FenceOrder.Owner(0, 0), Duration.ZERO), verdict, 0, "", "", 1, Duration.ZERO,
                FenceResult.Power.UNKNOWN, List.of());
    }

    @Test
    void listIsAskedForOnceAMinute() {
        var _ = ask(PDU);
        asked.getFirst().complete(result(Verdict.SUCCESS));
        now.addAndGet(DeviceLists.KEPT.toNanos() - 1);
        assertEquals(Verdict.SUCCESS, ask(PDU).join().verdict());
        assertEquals(1, asked.size());

        now.addAndGet(1);
        var _ = ask(PDU);
        assertEquals(2, asked.size());
    }

    @Test
    void whoeverAsksMeanwhileWaitsForTheSameList() {
        CompletableFuture<FenceResult> one = ask(PDU);
        CompletableFuture<FenceResult> other = ask(PDU);
        assertFalse(other.isDone());

        asked.getFirst().complete(result(Verdict.SUCCESS));

        assertEquals(one.join(), other.join());
        assertEquals(1, asked.size());
    }

    @Test
    void failureIsNotKept() {
        var _ = ask(PDU);
        asked.getFirst().complete(result(Verdict.TIMEOUT));

        var _ = ask(PDU);

        assertEquals(2, asked.size());
    }

    @Test
    void otherParametersAreAnotherDevice() {
        var _ = ask(PDU);
        var _ = ask(new FenceDevice("pdu", "fence_apc", Map.of("ip", "2")));

        assertEquals(2, asked.size());
    }
}
