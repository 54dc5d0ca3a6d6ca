// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.FenceClient.Abilities;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.port.FenceClient.FenceOrder;
import dev.mainstay.port.FenceClient.FenceResult;
import dev.mainstay.port.FenceClient.FenceTask;
import dev.mainstay.port.FenceClient.Power;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.transition.FenceOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One fence operation, from its first level to its end, owned by this node alone (safety.md 15).
 * Levels are tried in order; a level succeeds when each of its devices does. A reboot over several
 * devices is {@code off} on all of them, then {@code on}: a machine with two power supplies is off
 * only while both are. An owner that takes over from another one begins with {@code off} likewise,
 * and asks each device that can tell for the power state, since nobody knows how far the other got.
 */
final class FenceSequence {

    private final EventLoop loop;
    private final FenceClient client;
    private final FencingRecord duty;
    private final long ownerIncarnation;
    private final LongSupplier leaseDeadline;
    private final long timeoutMillis;
    private final Consumer<Ending> done;
    private final Deque<List<Device>> levels;
    private Optional<String> running = Optional.empty();
    private String lastDevice = "";
    private String lastDetail = "no device is configured that can fence this node";
    private int attempt;
    private boolean ended;

    FenceSequence(
            EventLoop loop,
            FenceClient client,
            FencingRecord duty,
            Ownership ownership,
            List<List<Device>> levels,
            Consumer<Ending> done) {
        this.loop = loop;
        this.client = client;
        this.duty = duty;
        this.ownerIncarnation = ownership.incarnation();
        this.leaseDeadline = ownership.leaseDeadline();
        this.timeoutMillis = ownership.timeoutMillis();
        this.done = done;
        this.levels = new ArrayDeque<>(levels);
    }

    void begin() {
        nextLevel();
    }

    /** Ends it without a report: the lease lapsed, or the operation is not this node's any more. */
    void abandon() {
        ended = true;
        running.ifPresent(client::cancel);
    }

    private void nextLevel() {
        List<Device> devices = levels.poll();
        if (devices == null) {
            end(false);
        } else {
            List<Step> steps = new ArrayList<>();
            planLevel(devices, 0, steps);
        }
    }

    /** Looks at the devices one by one, since what each can do decides the steps. */
    private void planLevel(List<Device> devices, int next, List<Step> steps) {
        if (next == devices.size()) {
            if (duty.operation() == FenceOperation.REBOOT && !reboots(steps)) {
                devices.forEach(device -> steps.add(new Step(device, FenceTask.ON, false)));
            }
            runSteps(new ArrayDeque<>(steps));
            return;
        }
        Device device = devices.get(next);
        loop.when(client.abilities(device.agent()), abilities -> {
            steps.addAll(stepsOf(device, devices.size() == 1, abilities));
            planLevel(devices, next + 1, steps);
        });
    }

    private List<Step> stepsOf(Device device, boolean alone, Optional<Abilities> abilities) {
        boolean tellsPower = abilities.map(Abilities::tellsPower).orElse(false);
        return switch (duty.operation()) {
            case ON -> List.of(new Step(device, FenceTask.ON, true));
            case REBOOT, OFF -> {
                boolean reboot = duty.operation() == FenceOperation.REBOOT && alone
                        && !duty.takenOver() && abilities.map(Abilities::reboots).orElse(true);
                Step first = new Step(device, reboot ? FenceTask.REBOOT : FenceTask.OFF, true);
                yield duty.takenOver() && tellsPower
                        ? List.of(first, new Step(device, FenceTask.STATUS, true))
                        : List.of(first);
            }
        };
    }

    private static boolean reboots(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.task() == FenceTask.REBOOT);
    }

    private void runSteps(Deque<Step> steps) {
        Step step = steps.poll();
        if (ended) {
            return;
        }
        if (step == null) {
            end(true);
            return;
        }
        FenceOrder order = order(step);
        running = Optional.of(order.requestId());
        loop.when(client.fence(order), result -> {
            if (!ended) {
                lastDevice = step.device().id().value();
                lastDetail = result.detail();
                if (succeeded(step, result) || !step.decides()) {
                    runSteps(steps);
                } else {
                    nextLevel();
                }
            }
        });
    }

    private FenceOrder order(Step step) {
        attempt++;
        return new FenceOrder(
                "fence-" + duty.target() + "-" + duty.incarnation() + "-" + duty.assignedAt() + "-"
                        + attempt,
                Optional.of(duty.target()),
                duty.incarnation(),
                step.task(),
                step.device(),
                timeoutMillis,
                ownerIncarnation,
                OptionalLong.of(leaseDeadline.getAsLong()),
                attempt == 1 ? duty.delayMillis() : 0);
    }

    private static boolean succeeded(Step step, FenceResult result) {
        return step.task() == FenceTask.STATUS
                ? result.power() == Power.OFF
                : result.succeeded();
    }

    private void end(boolean succeeded) {
        ended = true;
        done.accept(new Ending(duty, succeeded, lastDevice, lastDetail));
    }

    /** @param detail of the last device, for people */
    record Ending(FencingRecord duty, boolean succeeded, String device, String detail) {}

    /**
     * What the owner brings along.
     *
     * @param leaseDeadline the end of its lease as it is known now
     * @param timeoutMillis for each device
     */
    record Ownership(long incarnation, LongSupplier leaseDeadline, long timeoutMillis) {}

    /** @param decides whether the level fails with it; power-on after a success does not */
    private record Step(Device device, FenceTask task, boolean decides) {}
}
