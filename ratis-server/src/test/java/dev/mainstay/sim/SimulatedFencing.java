// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.FenceClient;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One machine's way to a power switch, which works most of the time and takes a while. */
final class SimulatedFencing implements FenceClient {

    private final VirtualTime time;
    private final Chance chance;
    private final int successPercent;
    private final Consumer<NodeId> powerOff;
    private final SortedMap<String, CompletableFuture<FenceResult>> requests = new TreeMap<>();

    SimulatedFencing(
            VirtualTime time, Chance chance, int successPercent, Consumer<NodeId> powerOff) {
        this.time = time;
        this.chance = chance;
        this.successPercent = successPercent;
        this.powerOff = powerOff;
    }

    @Override
    public CompletableFuture<FenceResult> fence(FenceOrder order) {
        CompletableFuture<FenceResult> known = requests.get(order.requestId());
        if (known != null) {
            return known;
        }
        CompletableFuture<FenceResult> answer = new CompletableFuture<>();
        requests.put(order.requestId(), answer);
        time.after(chance.millis(30, 300), () -> {
            if (answer.isDone()) {
                return;
            }
            boolean late = order.deadline().isPresent()
                    && time.nowNanos() >= order.deadline().getAsLong();
            boolean succeeded = order.target().isEmpty()
                    || (!late && chance.percent(successPercent));
            if (succeeded) {
                order.target().ifPresent(powerOff);
            }
            answer.complete(new FenceResult(succeeded, succeeded ? 0 : 1, Power.OFF,
                    succeeded ? "" : "the switch did not answer"));
        });
        return answer;
    }

    @Override
    public void cancel(String requestId) {
        Optional.ofNullable(requests.get(requestId)).ifPresent(answer -> answer.complete(
                new FenceResult(false, -1, Power.UNKNOWN, "cancelled")));
    }

    @Override
    public void extendDeadline(long ownerIncarnation, long deadlineBootNanos) {
        // Operations here are shorter than a lease.
    }

    @Override
    public CompletableFuture<Boolean> covers(Device device, NodeId target) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        time.after(Duration.ofMillis(5), () -> answer.complete(true));
        return answer;
    }

    @Override
    public CompletableFuture<Optional<Abilities>> abilities(String agent) {
        return CompletableFuture.completedFuture(Optional.of(new Abilities(true, true)));
    }
}
