// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import dev.mainstay.fence.device.DeviceAction;
import dev.mainstay.fence.device.DeviceOptions;
import dev.mainstay.fence.device.FenceDevice;
import dev.mainstay.fence.device.FenceOrder;
import dev.mainstay.fence.device.FenceResult;
import dev.mainstay.fence.device.FenceResult.Verdict;
import dev.mainstay.fence.device.HostMap;
import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.FenceDriver;
import dev.mainstay.fence.driver.NoSuchAgentException;
import dev.mainstay.fence.driver.UnusableAgentException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** All requests of this machine: each runs once, whatever its driver. Safe for concurrent use. */
public final class FenceRequests {
    /** Results kept for repetitions. */
    private static final int REMEMBERED_MAX = 1000;

    private final List<FenceDriver> drivers;
    private final ExecutorService workers;
    private final BootClock clock;
    private final FenceRunner runner;
    private final Deadlines deadlines = new Deadlines();
    private final DeviceLists lists;
    /** Running, and the last that ended; oldest first; guarded by this. */
    private final Map<String, Running> requests = new LinkedHashMap<>();

    private record Running(FenceOrder order, RunLimit limit,
            CompletableFuture<FenceResult> result) {}

    /**
     * @param drivers the first that claims an agent runs it
     * @param workers gives platform threads: fence agents die with the thread that forked them
     */
    public FenceRequests(List<FenceDriver> drivers, ExecutorService workers, BootClock clock,
            RandomGenerator random) {
        this.drivers = List.copyOf(drivers);
        this.workers = workers;
        this.clock = clock;
        this.runner = new FenceRunner(random);
        this.lists = new DeviceLists(clock);
    }

    /** Whether a device can act on a node, what it calls the node, and by which rule. */
    public record Cover(boolean covers, String port, String detail) {}

    /** Begins the order, or joins the run of the same request. */
    public synchronized CompletableFuture<FenceResult> fence(FenceOrder order) {
        Optional<Running> known = Optional.ofNullable(requests.get(order.requestId()));
        if (known.isPresent()) {
            return known.get().result().copy();
        }
        RunLimit limit = new RunLimit(order.owner(),
                new DeviceOptions(order.device()).timeout(order.action(), order.timeout()),
                deadlines, clock);
        Running running = new Running(order, limit, new CompletableFuture<>());
        requests.put(order.requestId(), running);
        forgetOldest();
        workers.execute(() -> run(running));
        return running.result().copy();
    }

    private void forgetOldest() {
        var entries = requests.values().iterator();
        for (int excess = requests.size() - REMEMBERED_MAX; excess > 0 && entries.hasNext();) {
            if (entries.next().result().isDone()) {
                entries.remove();
                excess--;
            }
        }
    }

    private void run(Running running) {
        FenceOrder order = running.order();
        try {
            FenceDriver driver = driver(order.device().agent());
            running.result().complete(runner.run(driver, order, running.limit()));
        } catch (NoSuchAgentException failure) {
            running.result().complete(failed(order, String.valueOf(failure.getMessage())));
        } catch (InterruptedException closing) {
            running.result().complete(failed(order, "the fence driver is closing"));
        } catch (RuntimeException failure) {
            running.result().completeExceptionally(failure);
        }
    }

    private static FenceResult failed(FenceOrder order, String detail) {
        return new FenceResult(order, Verdict.FAILURE, FenceResult.NO_EXIT, "", detail, 0,
                Duration.ZERO, FenceResult.Power.UNKNOWN, List.of());
    }

    /** Ends a request that runs. */
    public synchronized void cancel(String requestId) {
        Optional.ofNullable(requests.get(requestId)).ifPresent(found -> found.limit().cancel());
    }

    /** Ends all requests that run; returns when nothing of them does. */
    public void close() {
        List<Running> running;
        synchronized (this) {
            running = List.copyOf(requests.values());
        }
        running.forEach(request -> request.limit().cancel());
        running.forEach(request -> request.result().handle((result, failure) -> request).join());
    }

    /** Tells that an owner's lease was renewed; returns how many of its requests run. */
    public synchronized int extend(long owner, long deadlineNanos) {
        deadlines.extend(owner, deadlineNanos);
        return (int) requests.values()
                .stream()
                .filter(running -> running.order().owner().incarnation() == owner
                        && !running.result().isDone())
                .count();
    }

    /** The agents of this machine, in the order of their drivers. */
    public List<String> agents() {
        return drivers.stream().flatMap(driver -> driver.agents().stream()).distinct().toList();
    }

    /** What an agent says of itself. */
    public AgentDescription describe(String agent)
            throws NoSuchAgentException, UnusableAgentException, InterruptedException {
        return driver(agent).describe(agent);
    }

    private FenceDriver driver(String agent) throws NoSuchAgentException {
        return drivers.stream()
                .filter(driver -> driver.claims(agent))
                .findFirst()
                .orElseThrow(() -> new NoSuchAgentException(agent));
    }

    /** Asks whether a device can act on a node; may ask the device itself. */
    public CompletableFuture<Cover> covers(FenceDevice device, String node, Duration timeout) {
        HostMap hosts = HostMap.of(device);
        String port = hosts.port(node);
        String check = new DeviceOptions(device).hostCheck()
                .orElseGet(() -> hosts.isEmpty() ? "automatic" : "static-list");
        return switch (check) {
            case "none" -> CompletableFuture.completedFuture(
                    new Cover(true, port, "the device claims every node"));
            case "static-list" -> CompletableFuture.completedFuture(new Cover(hosts.names(node),
                    port, hosts.names(node) ? "named by the device's options"
                            : "not named by the device's options"));
            case "dynamic-list" -> list(device, node, timeout)
                    .thenApply(result -> byList(result, port));
            case "status" -> ask(device, node, DeviceAction.STATUS, timeout)
                    .thenApply(result -> byStatus(result, port));
            default -> automatic(device, node, port, timeout);
        };
    }

    private CompletableFuture<Cover> automatic(FenceDevice device, String node, String port,
            Duration timeout) {
        return list(device, node, timeout).thenCompose(
                list -> list.verdict() == Verdict.SUCCESS
                        ? CompletableFuture.completedFuture(byList(list, port))
                        : ask(device, node, DeviceAction.STATUS, timeout)
                                .thenApply(status -> byStatus(status, port)));
    }

    private CompletableFuture<FenceResult> list(
            FenceDevice device, String node, Duration timeout) {
        return lists.of(device, () -> ask(device, node, DeviceAction.LIST, timeout));
    }

    private CompletableFuture<FenceResult> ask(FenceDevice device, String node,
            DeviceAction action, Duration timeout) {
        return fence(new FenceOrder("covers-" + UUID.randomUUID(), action, device,
                new FenceOrder.Target(node, 0), timeout, new FenceOrder.Owner(0, 0),
                Duration.ZERO));
    }

    private static Cover byList(FenceResult result, String port) {
        boolean listed = result.targets()
                .stream()
                .anyMatch(target -> target.name().equals(port) || target.alias().equals(port));
        return new Cover(listed, port, listed ? "listed by the device"
                : result.verdict() == Verdict.SUCCESS ? "not listed by the device"
                        : result.detail());
    }

    private static Cover byStatus(FenceResult result, String port) {
        boolean known = result.verdict() == Verdict.SUCCESS;
        return new Cover(known, port,
                known ? "the device knows its status" : result.detail());
    }
}
