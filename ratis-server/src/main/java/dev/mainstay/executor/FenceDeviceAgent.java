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
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.port.FenceClient.FenceOrder;
import dev.mainstay.port.FenceClient.FenceResult;
import dev.mainstay.port.FenceClient.FenceTask;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Plays the resource agent of fence devices: to start one is to have its monitor succeed once, to
 * stop it is to forget it, and its recurring monitor asks the device again and again. A device that
 * is not started can still fence.
 */
final class FenceDeviceAgent {

    private final EventLoop loop;
    private final FenceClient client;
    private final NodeClock clock;
    private final ReportListener listener;
    private final SortedSet<InstanceId> started = new TreeSet<>();
    private final SortedMap<InstanceId, ActionId> lastOperation = new TreeMap<>();
    private final SortedMap<ActionId, Integer> lastCode = new TreeMap<>();
    private SortedMap<ActionId, Watch> watches = new TreeMap<>();
    private long lastWatch;
    private long requests;

    FenceDeviceAgent(ExecutorPorts ports, ReportListener listener) {
        this.loop = ports.loop();
        this.client = ports.fences();
        this.clock = ports.clock();
        this.listener = listener;
    }

    CompletableFuture<ActionResult> execute(Order order) {
        return switch (order.task()) {
            case PROBE -> ended(order, started.contains(order.instance())
                    ? OcfExitCode.OK
                    : OcfExitCode.NOT_RUNNING);
            case STOP -> {
                started.remove(order.instance());
                lastOperation.put(order.instance(), order.id());
                yield ended(order, OcfExitCode.OK);
            }
            case START, MONITOR -> ask(order);
            case PROMOTE, DEMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD, RELOAD_AGENT, DELETE ->
                    ended(order, OcfExitCode.UNIMPLEMENTED);
        };
    }

    /** Makes the recurring monitors exactly these; an unchanged one goes on undisturbed. */
    void setMonitors(List<Monitor> wanted) {
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

    /** Makes each monitor of the instance report what it finds next. */
    void resetMonitors(InstanceId instance) {
        watches.values().stream()
                .map(Watch::monitor)
                .filter(monitor -> monitor.instance().equals(instance))
                .forEach(monitor -> lastCode.remove(monitor.id()));
    }

    private void monitor(Watch watch) {
        Monitor monitor = watch.monitor();
        if (!watch.equals(watches.get(monitor.id()))) {
            return;
        }
        Instant begun = clock.wall();
        Device device = new Device(
                monitor.instance().resource(), monitor.agent().type(), monitor.parameters());
        loop.when(client.fence(request(device, monitor.timeoutMillis())), result -> {
            if (watch.equals(watches.get(monitor.id()))) {
                report(monitor, result, begun);
                loop.after(Duration.ofMillis(monitor.intervalMillis()), () -> monitor(watch));
            }
        });
    }

    /** Only what is news. */
    private void report(Monitor monitor, FenceResult result, Instant begun) {
        int code = code(result).code();
        Integer last = lastCode.put(monitor.id(), code);
        if (last == null || last != code) {
            listener.reported(monitor.id(), monitor.instance(),
                    Optional.ofNullable(lastOperation.get(monitor.instance())),
                    record(monitor.operationKey(), "monitor", monitor.intervalMillis(),
                            monitor.targetExitCode(), monitor.digests(), code, begun,
                            result.detail()));
        }
    }

    private CompletableFuture<ActionResult> ask(Order order) {
        Instant begun = clock.wall();
        Device device = new Device(
                order.instance().resource(), order.agent().type(), order.parameters());
        CompletableFuture<ActionResult> ended = new CompletableFuture<>();
        loop.when(client.fence(request(device, order.timeoutMillis())), result -> {
            lastOperation.put(order.instance(), order.id());
            if (result.succeeded()) {
                started.add(order.instance());
            }
            ended.complete(result(order, code(result), begun, result.detail()));
        });
        return ended;
    }

    private FenceOrder request(Device device, long timeoutMillis) {
        requests++;
        return new FenceOrder("monitor-" + device.id() + "-" + clock.bootNanos() + "-" + requests,
                Optional.empty(), 0, FenceTask.MONITOR, device, timeoutMillis, 0,
                OptionalLong.empty(), 0);
    }

    private CompletableFuture<ActionResult> ended(Order order, OcfExitCode code) {
        return CompletableFuture.completedFuture(result(order, code, clock.wall(), ""));
    }

    private static OcfExitCode code(FenceResult result) {
        return result.succeeded() ? OcfExitCode.OK : OcfExitCode.GENERIC_ERROR;
    }

    private ActionResult result(Order order, OcfExitCode code, Instant begun, String detail) {
        return new ActionResult.Completed(record(order.operationKey(), order.task().ocfName(),
                order.intervalMillis(), order.targetExitCode(), order.digests(), code.code(), begun,
                detail));
    }

    private OperationRecord record(
            String key,
            String task,
            long intervalMillis,
            int targetExitCode,
            OperationDigests digests,
            int code,
            Instant begun,
            String detail) {
        long millis = Math.max(0, Duration.between(begun, clock.wall()).toMillis());
        return new OperationRecord(key, task, intervalMillis, 0, OperationStatus.DONE, code,
                Optional.of(targetExitCode), Optional.of(begun), Optional.of(begun),
                new OperationTimes(millis, 0), digests,
                Optional.of(detail).filter(text -> !text.isEmpty() && code != 0),
                Optional.empty(), Optional.empty(), Optional.of(key), Optional.empty());
    }

    /** @param number tells a monitor that was ended and ordered again from its earlier self */
    private record Watch(Monitor monitor, long number) {}
}
