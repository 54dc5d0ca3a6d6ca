// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import dev.mainstay.fence.device.DeviceAction;
import dev.mainstay.fence.device.DeviceOptions;
import dev.mainstay.fence.device.FenceOrder;
import dev.mainstay.fence.device.FenceResult;
import dev.mainstay.fence.device.FenceResult.Power;
import dev.mainstay.fence.device.FenceResult.Verdict;
import dev.mainstay.fence.device.HostMap;
import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.FenceDriver;
import dev.mainstay.fence.driver.Limit;
import dev.mainstay.fence.driver.NoSuchAgentException;
import dev.mainstay.fence.driver.Try;
import dev.mainstay.fence.driver.TryResult;
import dev.mainstay.fence.driver.UnusableAgentException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Carries out one order on one device: the delay, then tries until one succeeds or no time is left
 * for another. Another try is made only after one that failed by itself, and only while less than
 * 70 % of the time is used.
 */
final class FenceRunner {
    private static final int RETRY_UNTIL_PERCENT = 70;
    private static final Duration POLL = Duration.ofMillis(20);

    private final RandomGenerator random;
    private final DeviceSlots slots = new DeviceSlots();

    FenceRunner(RandomGenerator random) {
        this.random = random;
    }

    /** Returns when nothing of it runs any more. */
    FenceResult run(FenceDriver driver, FenceOrder order, RunLimit limit)
            throws InterruptedException {
        Progress progress = new Progress(order, limit);
        Try first;
        try {
            first = prepare(driver, order);
        } catch (NoSuchAgentException | UnusableAgentException failure) {
            return progress.failed(String.valueOf(failure.getMessage()));
        }
        HostMap hosts = HostMap.of(order.device());
        if (order.action().hasTarget() && staticList(order, hosts)
                && !hosts.names(order.target().node())) {
            return progress.failed("device " + order.device().id() + " does not serve "
                    + order.target().node());
        }
        Optional<Limit.Reason> stopped = delay(order, limit);
        if (stopped.isPresent()) {
            return progress.stopped(stopped.get());
        }
        Optional<Limit.Reason> noSlot = slots.take(order.device(), limit);
        if (noSlot.isPresent()) {
            return progress.stopped(noSlot.get());
        }
        try {
            limit.begin();
            return tryAll(driver, first, progress);
        } finally {
            slots.giveBack(order.device());
        }
    }

    private static FenceResult tryAll(FenceDriver driver, Try order, Progress progress)
            throws InterruptedException {
        while (true) {
            TryResult result = driver.attempt(order, progress.limit());
            progress.count(result);
            Optional<FenceResult> end = progress.judge(result);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    /** What the driver is to be told, with the device's replacements. */
    static Try prepare(FenceDriver driver, FenceOrder order)
            throws NoSuchAgentException, UnusableAgentException, InterruptedException {
        DeviceOptions options = new DeviceOptions(order.device());
        AgentDescription agent = driver.describe(order.device().agent());
        String node = order.action().hasTarget() ? order.target().node() : "";
        String port = HostMap.of(order.device()).port(node);
        var parameters = options.agentParameters();
        if (order.action().hasTarget()) {
            String argument = options.hostArgument()
                    .orElseGet(() -> agent.takes("port") ? "port"
                            : agent.takes("plug") ? "plug" : "none");
            boolean fixed = Optional.ofNullable(parameters.get(argument))
                    .filter(value -> !value.equals("dynamic"))
                    .isPresent();
            if (!argument.equals("none") && !fixed) {
                parameters.put(argument, port);
            }
        }
        String action = options.replacement(order.action())
                .orElseGet(
                        () -> order.action() == DeviceAction.REBOOT && !agent.offers("reboot")
                                ? "off"
                                : order.action().word());
        return new Try(order.device().agent(), action, node, port, parameters);
    }

    private static boolean staticList(FenceOrder order, HostMap hosts) {
        return new DeviceOptions(order.device()).hostCheck()
                .map(check -> check.equals("static-list"))
                .orElse(!hosts.isEmpty());
    }

    /** Waits as the order and the device say; empty when the time has passed. */
    private Optional<Limit.Reason> delay(FenceOrder order, RunLimit limit)
            throws InterruptedException {
        if (!order.action().cutsOff() || order.delay().isNegative()) {
            return limit.reachedWhileWaiting();
        }
        DeviceOptions options = new DeviceOptions(order.device());
        long base = options.delayBase(order.target().node()).toSeconds();
        long max = options.delayMax(order.target().node()).toSeconds();
        Duration delay = order.delay()
                .plus(max > base
                        ? Duration.ofSeconds(random.nextLong(base, max + 1))
                        : options.delayBase(order.target().node()));
        limit.begin();
        while (limit.used().compareTo(delay) < 0) {
            Optional<Limit.Reason> stopped = limit.reachedWhileWaiting();
            if (stopped.isPresent()) {
                return stopped;
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return limit.reachedWhileWaiting();
    }

    /** One order between its begin and its result. */
    private static final class Progress {
        private final FenceOrder order;
        private final RunLimit limit;
        private final long begun = System.nanoTime();
        private int tries;

        Progress(FenceOrder order, RunLimit limit) {
            this.order = order;
            this.limit = limit;
        }

        RunLimit limit() {
            return limit;
        }

        void count(TryResult result) {
            tries += result instanceof TryResult.NotRun ? 0 : 1;
        }

        /** Empty when another try is to be made. */
        Optional<FenceResult> judge(TryResult result) {
            return switch (result) {
                case TryResult.Stopped(var reason, var errors) ->
                        Optional.of(stopped(reason, errors));
                case TryResult.NotRun(var reason) -> Optional.of(failed(reason));
                case TryResult.Ended ended -> succeeded(ended)
                        .or(() -> limit.reached().map(reason -> stopped(reason, ended.errors())))
                        .or(() -> mayTryAgain() ? Optional.empty()
                                : Optional.of(result(Verdict.FAILURE, ended,
                                        order.device().agent() + " ended with exit code "
                                                + ended.exitCode())));
            };
        }

        private boolean mayTryAgain() {
            Duration all = new DeviceOptions(order.device()).timeout(order.action(),
                    order.timeout());
            return tries < new DeviceOptions(order.device()).tries(order.action())
                    && limit.used()
                            .multipliedBy(100)
                            .compareTo(all.multipliedBy(RETRY_UNTIL_PERCENT)) < 0;
        }

        private Optional<FenceResult> succeeded(TryResult.Ended ended) {
            boolean success = ended.exitCode() == TryResult.OK
                    || (ended.exitCode() == TryResult.IS_OFF && switch (order.action()) {
                        case STATUS, MONITOR -> true;
                        case OFF, REBOOT, ON, LIST, VALIDATE -> false;
                    });
            return success ? Optional.of(result(Verdict.SUCCESS, ended, order.action().word()
                    + " succeeded")) : Optional.empty();
        }

        FenceResult failed(String reason) {
            return new FenceResult(order, Verdict.FAILURE, FenceResult.NO_EXIT, "", reason, tries,
                    duration(), Power.UNKNOWN, List.of());
        }

        FenceResult stopped(Limit.Reason reason) {
            return stopped(reason, "");
        }

        private FenceResult stopped(Limit.Reason reason, String output) {
            Verdict verdict = switch (reason) {
                case TIMEOUT -> Verdict.TIMEOUT;
                case DEADLINE -> Verdict.DEADLINE;
                case CANCELLED -> Verdict.CANCELLED;
            };
            String detail = switch (reason) {
                case TIMEOUT -> "no answer in time";
                case DEADLINE -> "the owner's lease ended before the device answered";
                case CANCELLED -> "cancelled";
            };
            return new FenceResult(order, verdict, FenceResult.NO_EXIT, output, detail, tries,
                    duration(), Power.UNKNOWN, List.of());
        }

        private FenceResult result(Verdict verdict, TryResult.Ended ended, String detail) {
            Power power = order.action() != DeviceAction.STATUS || verdict != Verdict.SUCCESS
                    ? Power.UNKNOWN
                    : ended.exitCode() == TryResult.OK ? Power.ON : Power.OFF;
            List<FenceResult.Port> targets = order.action() == DeviceAction.LIST
                    && verdict == Verdict.SUCCESS ? PortList.parse(ended.text()) : List.of();
            String output = ended.errors().isEmpty() ? PortList.end(ended.text())
                    : ended.errors();
            return new FenceResult(order, verdict, ended.exitCode(), output, detail, tries,
                    duration(), power, targets);
        }

        private Duration duration() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }
}
