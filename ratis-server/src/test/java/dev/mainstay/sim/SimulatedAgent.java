// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A machine's services and the agent that runs them. Services outlive the daemon and end with the
 * machine. A start counts as active from its begin; an action whose daemon was killed goes on by
 * itself until the next daemon's attach reaps it.
 */
final class SimulatedAgent implements AgentClient {

    private final VirtualTime time;
    private final Chance chance;
    private final Behaviour behaviour;
    private final SortedSet<InstanceId> active = new TreeSet<>();
    private final SortedMap<InstanceId, AgentName> ledger = new TreeMap<>();
    private final SortedMap<ActionId, CompletableFuture<ActionResult>> outcomes = new TreeMap<>();
    private final SortedMap<InstanceId, Deque<Run>> queues = new TreeMap<>();
    private final SortedMap<InstanceId, ActionId> lastOperation = new TreeMap<>();
    private final List<String> begun = new ArrayList<>();
    private final SortedMap<ActionId, Integer> forks = new TreeMap<>();
    private Optional<ReportListener> listener = Optional.empty();
    private String bootId;
    private int boots;
    private long epoch;
    private long leaseDeadline = Long.MIN_VALUE;
    private long generation;
    private boolean attended = true;
    private long monitorRun;

    SimulatedAgent(VirtualTime time, Chance chance, String machine, Behaviour behaviour) {
        this.time = time;
        this.chance = chance;
        this.behaviour = behaviour;
        this.bootId = machine + "-boot-0";
    }

    /** What really runs on the machine, whatever anybody thinks. */
    SortedSet<InstanceId> active() {
        return active;
    }

    /** Every operation that was begun: task and instance, in order. */
    List<String> begun() {
        return List.copyOf(begun);
    }

    /** How often an action was begun in its epoch. */
    int mostForks() {
        return forks.values().stream().mapToInt(count -> count).max().orElse(0);
    }

    /** The machine loses its power: nothing of it runs any more. */
    void powerOff() {
        generation++;
        active.clear();
        ledger.clear();
        queues.clear();
        outcomes.clear();
        boots++;
        bootId = bootId.substring(0, bootId.lastIndexOf('-') + 1) + boots;
        daemonKilled();
    }

    /** Nobody watches leases, monitors or time-outs any more. */
    void daemonKilled() {
        attended = false;
        listener = Optional.empty();
        monitorRun++;
    }

    /** A service dies by itself. */
    void crash(InstanceId instance) {
        active.remove(instance);
    }

    @Override
    public CompletableFuture<Optional<Health>> health() {
        return CompletableFuture.completedFuture(Optional.of(new Health(true, bootId, epoch)));
    }

    @Override
    public CompletableFuture<Optional<Attached>> attach(long newEpoch) {
        if (newEpoch < epoch) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (newEpoch > epoch) {
            epoch = newEpoch;
            reap();
        }
        attended = true;
        List<LedgerEntry> entries = ledger.entrySet().stream()
                .map(entry -> new LedgerEntry(entry.getKey(), entry.getValue(), Activity.STARTED,
                        SortedMaps.empty(), SortedMaps.empty(), 2_000,
                        Optional.ofNullable(lastOperation.get(entry.getKey()))))
                .toList();
        return CompletableFuture.completedFuture(
                Optional.of(new Attached(bootId, List.of(), List.of(), entries)));
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        if (order.epoch() != epoch) {
            return CompletableFuture.completedFuture(new ActionResult.NotBegun("old epoch"));
        }
        CompletableFuture<ActionResult> known = outcomes.get(order.id());
        if (known != null) {
            return known;
        }
        CompletableFuture<ActionResult> outcome = new CompletableFuture<>();
        outcomes.put(order.id(), outcome);
        order.leaseDeadline().ifPresent(until -> leaseDeadline = Math.max(leaseDeadline, until));
        Deque<Run> queue = queues.computeIfAbsent(order.instance(), key -> new ArrayDeque<>());
        queue.add(new Run(order, outcome));
        if (queue.size() == 1) {
            next(order.instance());
        }
        return outcome;
    }

    @Override
    public void cancel(long ofEpoch, ActionId action) {
        // An agent may be slow to obey; the outcome arrives in any case.
    }

    @Override
    public void updateLease(long ofEpoch, long deadlineBootNanos) {
        if (ofEpoch == epoch) {
            leaseDeadline = Math.max(leaseDeadline, deadlineBootNanos);
        }
    }

    @Override
    public CompletableFuture<Boolean> setMonitors(long ofEpoch, List<Monitor> monitors) {
        if (ofEpoch != epoch) {
            return CompletableFuture.completedFuture(false);
        }
        monitorRun++;
        long run = monitorRun;
        monitors.forEach(monitor -> watch(monitor, -1, run));
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void resetMonitors(long ofEpoch, InstanceId instance) {
        // Every change of the set begins all monitors anew here.
    }

    @Override
    public void acknowledge(long ofEpoch, List<ActionId> actions) {
        // Outcomes are kept: asking again for an acknowledged id must still run nothing.
    }

    @Override
    public void onReport(ReportListener newListener) {
        listener = Optional.of(newListener);
    }

    private void reap() {
        generation++;
        queues.clear();
        outcomes.clear();
        forks.clear();
        leaseDeadline = Long.MIN_VALUE;
        monitorRun++;
    }

    private void next(InstanceId instance) {
        Run run = queues.getOrDefault(instance, new ArrayDeque<>()).peek();
        if (run == null) {
            return;
        }
        Task task = run.order().task();
        if (task.needsLease() && time.nowNanos() >= leaseDeadline) {
            finish(run, new ActionResult.NotBegun("no lease"));
            return;
        }
        begun.add(task.ocfName() + " " + instance);
        forks.merge(run.order().id(), 1, Integer::sum);
        if (task == Task.START) {
            active.add(instance);
            ledger.put(instance, run.order().agent());
        }
        long ofGeneration = generation;
        if (task.needsLease()) {
            guard(run, ofGeneration);
        }
        time.after(behaviour.duration(task, instance, chance), () -> {
            if (ofGeneration == generation && !run.outcome().isDone()) {
                end(run);
            }
        });
    }

    /** Ends a start whose lease lapses, and stops what it may have started. */
    private void guard(Run run, long ofGeneration) {
        time.at(leaseDeadline, () -> {
            if (ofGeneration == generation && attended && !run.outcome().isDone()) {
                if (time.nowNanos() >= leaseDeadline) {
                    active.remove(run.order().instance());
                    ledger.remove(run.order().instance());
                    finish(run, new ActionResult.Unknown("the lease lapsed"));
                } else {
                    guard(run, ofGeneration);
                }
            }
        });
    }

    private void end(Run run) {
        Order order = run.order();
        InstanceId instance = order.instance();
        boolean failed = behaviour.fails(order.task(), instance, chance);
        int code = switch (order.task()) {
            case PROBE, MONITOR -> found(instance);
            case START, STOP -> failed ? OcfExitCode.GENERIC_ERROR.code() : OcfExitCode.OK.code();
            default -> OcfExitCode.OK.code();
        };
        if (order.task() == Task.STOP && !failed) {
            active.remove(instance);
            ledger.remove(instance);
        }
        if (order.task() == Task.START || order.task() == Task.STOP) {
            lastOperation.put(instance, order.id());
        }
        if (attended) {
            finish(run, new ActionResult.Completed(
                    record(order.operationKey(), order.task().ocfName(), order.intervalMillis(),
                            order.targetExitCode(), code)));
        }
    }

    private void finish(Run run, ActionResult result) {
        queues.get(run.order().instance()).remove(run);
        run.outcome().complete(result);
        next(run.order().instance());
    }

    private void watch(Monitor monitor, int lastCode, long run) {
        time.after(Duration.ofMillis(monitor.intervalMillis()), () -> {
            if (run != monitorRun || !attended) {
                return;
            }
            int code = found(monitor.instance());
            if (code != lastCode) {
                listener.ifPresent(target -> target.reported(monitor.id(), monitor.instance(),
                        Optional.ofNullable(lastOperation.get(monitor.instance())),
                        record(monitor.operationKey(), "monitor", monitor.intervalMillis(),
                                monitor.targetExitCode(), code)));
            }
            watch(monitor, code, run);
        });
    }

    private int found(InstanceId instance) {
        return active.contains(instance)
                ? OcfExitCode.OK.code()
                : OcfExitCode.NOT_RUNNING.code();
    }

    private OperationRecord record(
            String key, String task, long intervalMillis, int expected, int code) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusNanos(time.nowNanos());
        return new OperationRecord(key, task, intervalMillis, 0, OperationStatus.DONE, code,
                Optional.of(expected), Optional.of(now), Optional.of(now), OperationTimes.ZERO,
                OperationDigests.NONE, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(key), Optional.empty());
    }

    private record Run(Order order, CompletableFuture<ActionResult> outcome) {}

    /** How long operations take and which fail. */
    interface Behaviour {
        Duration duration(Task task, InstanceId instance, Chance chance);

        boolean fails(Task task, InstanceId instance, Chance chance);
    }
}
