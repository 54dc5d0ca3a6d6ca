// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import dev.mainstay.fence.device.FenceDevice;
import dev.mainstay.fence.device.FenceResult;
import dev.mainstay.fence.device.FenceResult.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What devices say they can act on, kept for a minute: a hypervisor or power distribution unit may
 * take seconds for its list, and every node asks for each target. Whoever asks while a list is on
 * its way gets that one. A list that could not be had is not kept.
 */
final class DeviceLists {

    /** As in the field: what is plugged in changes by hand. */
    static final Duration KEPT = Duration.ofSeconds(60);

    private final BootClock clock;
    /** Guarded by this. */
    private final Map<FenceDevice, Listed> lists = new HashMap<>();

    private record Listed(CompletableFuture<FenceResult> result, long askedNanos) {}

    DeviceLists(BootClock clock) {
        this.clock = clock;
    }

    /** The device's list, asked for by {@code ask} where none is at hand. */
    synchronized CompletableFuture<FenceResult> of(
            FenceDevice device, Supplier<CompletableFuture<FenceResult>> ask) {
        long now = clock.nanos();
        lists.values().removeIf(listed -> now - listed.askedNanos() >= KEPT.toNanos()
                || hasFailed(listed.result()));
        return lists.computeIfAbsent(device, asked -> new Listed(ask.get(), now)).result().copy();
    }

    private static boolean hasFailed(CompletableFuture<FenceResult> result) {
        return result.isCompletedExceptionally()
                || result.isDone() && result.join().verdict() != Verdict.SUCCESS;
    }
}
