// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.port.AgentClient.Monitor;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.AgentClient.ReportListener;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The recurring monitors of an {@link ExecutorAgent}; it reports only what is news. */
final class ExecutorMonitors {

    private final EventLoop loop;
    private final NodeClock clock;
    private final Function<Monitor, CompletableFuture<Check>> question;
    private final SortedMap<InstanceId, ActionId> lastOperation = new TreeMap<>();
    private final SortedMap<ActionId, Integer> lastCode = new TreeMap<>();
    private SortedMap<ActionId, Watch> watches = new TreeMap<>();
    private ReportListener listener = (monitor, instance, last, record) -> {};
    private long lastWatch;

    /** @param question asks the resource how it is; never completes exceptionally */
    ExecutorMonitors(ExecutorPorts ports, Function<Monitor, CompletableFuture<Check>> question) {
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.question = question;
    }

    /** What was found, or came of an operation. */
    record Check(OcfExitCode code, String detail) {
        static Check of(boolean well, String detail) {
            return new Check(well ? OcfExitCode.OK : OcfExitCode.GENERIC_ERROR, detail);
        }
    }

    /** Who hears of what they find; to be told before there are any. */
    void onReport(ReportListener replacement) {
        listener = replacement;
    }

    /** Makes them exactly these; an unchanged one goes on undisturbed. */
    void set(List<Monitor> wanted) {
        SortedMap<ActionId, Watch> before = watches;
        watches = new TreeMap<>();
        for (Monitor monitor : wanted) {
            Optional<Watch> known = Optional.ofNullable(before.get(monitor.id()))
                    .filter(watch -> watch.monitor().equals(monitor));
            Watch watch = known.orElseGet(() -> new Watch(monitor, ++lastWatch));
            watches.put(monitor.id(), watch);
            if (known.isEmpty()) {
                monitor(watch);
            }
        }
        lastCode.keySet().retainAll(watches.keySet());
    }

    /** Makes each of the instance's report what it finds next. */
    void reset(InstanceId instance) {
        watches.values().stream()
                .map(Watch::monitor)
                .filter(monitor -> monitor.instance().equals(instance))
                .forEach(monitor -> lastCode.remove(monitor.id()));
    }

    /** What reports name as the last operation that they saw. */
    void operated(Order order) {
        lastOperation.put(order.instance(), order.id());
    }

    ActionResult result(Order order, Check check, Instant begun) {
        return new ActionResult.Completed(record(order.operationKey(), order.task().ocfName(),
                order.intervalMillis(), order.targetExitCode(), order.digests(), check, begun));
    }

    private void monitor(Watch watch) {
        Monitor monitor = watch.monitor();
        if (!watch.equals(watches.get(monitor.id()))) {
            return;
        }
        Instant begun = clock.wall();
        loop.when(question.apply(monitor), check -> {
            if (watch.equals(watches.get(monitor.id()))) {
                report(monitor, check, begun);
                loop.after(Duration.ofMillis(monitor.intervalMillis()), () -> monitor(watch));
            }
        });
    }

    /** Only what is news. */
    private void report(Monitor monitor, Check check, Instant begun) {
        int code = check.code().code();
        Integer last = lastCode.put(monitor.id(), code);
        if (last == null || last != code) {
            listener.reported(monitor.id(), monitor.instance(),
                    Optional.ofNullable(lastOperation.get(monitor.instance())),
                    record(monitor.operationKey(), "monitor", monitor.intervalMillis(),
                            monitor.targetExitCode(), monitor.digests(), check, begun));
        }
    }

    private OperationRecord record(
            String key,
            String task,
            long intervalMillis,
            int targetExitCode,
            OperationDigests digests,
            Check check,
            Instant begun) {
        long millis = Math.max(0, Duration.between(begun, clock.wall()).toMillis());
        return new OperationRecord(key, task, intervalMillis, 0, OperationStatus.DONE,
                check.code().code(), Optional.of(targetExitCode), Optional.of(begun),
                Optional.of(begun), new OperationTimes(millis, 0), digests,
                Optional.of(check.detail())
                        .filter(text -> !text.isEmpty() && check.code() != OcfExitCode.OK),
                Optional.empty(), Optional.empty(), Optional.of(key), Optional.empty());
    }

    /** @param number tells a monitor that was ended and ordered again from its earlier self */
    private record Watch(Monitor monitor, long number) {}
}
