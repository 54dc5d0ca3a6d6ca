// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.FenceClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** There is no fence device. */
final class NoFencing implements FenceClient {

    @Override
    public CompletableFuture<FenceResult> fence(FenceOrder order) {
        return CompletableFuture.completedFuture(
                new FenceResult(false, 1, Power.UNKNOWN, "there is no device"));
    }

    @Override
    public void cancel(String requestId) {
        // Nothing runs.
    }

    @Override
    public void extendDeadline(long ownerIncarnation, long deadlineBootNanos) {
        // Nothing runs.
    }

    @Override
    public CompletableFuture<Boolean> covers(Device device, NodeId target) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Optional<Abilities>> abilities(String agent) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
