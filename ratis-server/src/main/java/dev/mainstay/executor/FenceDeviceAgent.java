// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.ExecutorMonitors.Check;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.port.FenceClient.FenceOrder;
import dev.mainstay.port.FenceClient.FenceTask;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.ActionResult;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Plays the resource agent of fence devices: to start one is to have its monitor succeed once, to
 * stop it is to forget it, and its recurring monitor asks the device again and again. A device that
 * is not started can still fence.
 */
final class FenceDeviceAgent implements ExecutorAgent {

    private final EventLoop loop;
    private final FenceClient client;
    private final NodeClock clock;
    private final ExecutorMonitors monitors;
    private final SortedSet<InstanceId> started = new TreeSet<>();
    private long requests;

    FenceDeviceAgent(ExecutorPorts ports) {
        this.loop = ports.loop();
        this.client = ports.fences();
        this.clock = ports.clock();
        this.monitors = new ExecutorMonitors(ports, monitor -> check(
                new Device(monitor.instance().resource(), monitor.agent().type(),
                        monitor.parameters()),
                monitor.timeoutMillis()));
    }

    @Override
    public boolean runs(AgentName agent) {
        return agent.isFenceDevice();
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        return switch (order.task()) {
            case PROBE -> ended(order, started.contains(order.instance())
                    ? OcfExitCode.OK
                    : OcfExitCode.NOT_RUNNING);
            case STOP -> {
                started.remove(order.instance());
                monitors.operated(order);
                yield ended(order, OcfExitCode.OK);
            }
            case START, MONITOR -> ask(order);
            case PROMOTE, DEMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD, RELOAD_AGENT, DELETE ->
                    ended(order, OcfExitCode.UNIMPLEMENTED);
        };
    }

    @Override
    public ExecutorMonitors monitors() {
        return monitors;
    }

    private CompletableFuture<ActionResult> ask(Order order) {
        Instant begun = clock.wall();
        Device device = new Device(
                order.instance().resource(), order.agent().type(), order.parameters());
        CompletableFuture<ActionResult> ended = new CompletableFuture<>();
        loop.when(check(device, order.timeoutMillis()), check -> {
            monitors.operated(order);
            if (check.code() == OcfExitCode.OK) {
                started.add(order.instance());
            }
            ended.complete(monitors.result(order, check, begun));
        });
        return ended;
    }

    private CompletableFuture<Check> check(Device device, long timeoutMillis) {
        return client.fence(request(device, timeoutMillis))
                .thenApply(result -> Check.of(result.succeeded(), result.detail()));
    }

    private FenceOrder request(Device device, long timeoutMillis) {
        requests++;
        return new FenceOrder("monitor-" + device.id() + "-" + clock.bootNanos() + "-" + requests,
                Optional.empty(), 0, FenceTask.MONITOR, device, timeoutMillis, 0,
                OptionalLong.empty(), 0);
    }

    private CompletableFuture<ActionResult> ended(Order order, OcfExitCode code) {
        return CompletableFuture.completedFuture(
                monitors.result(order, new Check(code, ""), clock.wall()));
    }
}
