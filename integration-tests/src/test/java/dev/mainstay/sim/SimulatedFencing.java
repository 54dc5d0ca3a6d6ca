// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.FenceClient;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One daemon's way to the power switch. A request acts at some moment and is answered later; one
 * that is ended, or outlives its owner's lease, may have acted and reports a failure.
 */
final class SimulatedFencing implements FenceClient {

    private final VirtualProcess process;
    private final VirtualProcess machine;
    private final Chance chance;
    private final PowerSwitch power;
    private final SortedMap<String, CompletableFuture<FenceResult>> requests = new TreeMap<>();
    private final SortedMap<Long, Long> deadlines = new TreeMap<>();

    /** @param machine whose fence agents outlive the daemon */
    SimulatedFencing(VirtualProcess process, VirtualProcess machine, Chance chance,
            PowerSwitch power) {
        this.process = process;
        this.machine = machine;
        this.chance = chance;
        this.power = power;
    }

    @Override
    public CompletableFuture<FenceResult> fence(FenceOrder order) {
        CompletableFuture<FenceResult> known = requests.get(order.requestId());
        if (known != null) {
            return known;
        }
        CompletableFuture<FenceResult> answer = new CompletableFuture<>();
        requests.put(order.requestId(), answer);
        order.deadline().ifPresent(
                until -> deadlines.merge(order.ownerIncarnation(), until, Math::max));
        Duration effect = Duration.ofMillis(order.delayMillis()).plus(power.takes(chance));
        machine.after(effect, () -> {
            if (!answer.isDone()) {
                act(order, answer);
            }
        });
        process.after(Duration.ofMillis(order.timeoutMillis()),
                () -> answer.complete(failure("timed out")));
        return answer;
    }

    private void act(FenceOrder order, CompletableFuture<FenceResult> answer) {
        if (isLate(order)) {
            answer.complete(failure("the owner's lease is over"));
            return;
        }
        boolean works = order.target().isEmpty() || power.works(chance);
        FenceResult result = works ? apply(order) : failure("the switch did not answer");
        boolean told = order.target().isEmpty() || !chance.oneIn(15);
        process.after(power.answersAfter(chance), () -> answer.complete(
                isLate(order) || !told ? failure("no answer") : result));
    }

    private FenceResult apply(FenceOrder order) {
        if (order.target().isEmpty()) {
            return new FenceResult(true, 0, Power.UNKNOWN, "");
        }
        NodeId target = order.target().get();
        switch (order.task()) {
            case OFF -> power.off(target);
            case ON -> power.on(target);
            case REBOOT -> {
                power.off(target);
                power.on(target);
            }
            case STATUS, MONITOR -> {}
        }
        return new FenceResult(true, 0, power.isOn(target) ? Power.ON : Power.OFF, "");
    }

    private boolean isLate(FenceOrder order) {
        return order.deadline().isPresent() && process.bootNanos() >= deadlines
                .getOrDefault(order.ownerIncarnation(), Long.MIN_VALUE);
    }

    private static FenceResult failure(String detail) {
        return new FenceResult(false, 1, Power.UNKNOWN, detail);
    }

    @Override
    public void cancel(String requestId) {
        Optional.ofNullable(requests.get(requestId))
                .ifPresent(answer -> answer.complete(failure("cancelled")));
    }

    @Override
    public void extendDeadline(long ownerIncarnation, long deadlineBootNanos) {
        deadlines.merge(ownerIncarnation, deadlineBootNanos, Math::max);
    }

    @Override
    public CompletableFuture<Boolean> covers(Device device, NodeId target) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        process.after(chance.millis(1, 10), () -> answer.complete(true));
        return answer;
    }

    @Override
    public CompletableFuture<Optional<Abilities>> abilities(String agent) {
        CompletableFuture<Optional<Abilities>> answer = new CompletableFuture<>();
        process.after(chance.millis(1, 10),
                () -> answer.complete(Optional.of(new Abilities(power.reboots(), true))));
        return answer;
    }

    /** The switch that all machines hang on. */
    interface PowerSwitch {

        /** Whether it does what the next request asks. */
        boolean works(Chance chance);

        Duration takes(Chance chance);

        Duration answersAfter(Chance chance);

        /** Whether it knows an action of its own for off and on. */
        boolean reboots();

        boolean isOn(NodeId target);

        void off(NodeId target);

        void on(NodeId target);
    }
}
