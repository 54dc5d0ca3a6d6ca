// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Activity;
import dev.mainstay.port.AgentClient.LedgerEntry;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.EventLoop;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Stops or demotes, on a machine that lost its lease, what its agent's ledger says it started, as
 * the plan for that machine alone wants it: an instance is demoted first where it was promoted, and
 * stopped once everything that depends on it here has been tried. One whose demotion was all that
 * was wanted is stopped where that fails. A failed stop keeps nothing else from being stopped. The
 * run ends early when the lease comes back: what has not begun is dropped, what runs is awaited
 * (safety.md 21).
 */
final class LapseRun {

    /** For a ledger entry that does not know its stop's time-out: Pacemaker's default. */
    private static final long DEFAULT_STOP_MILLIS = 20_000;

    /** Local actions are of no transition; log indexes begin at 1. */
    static final long NO_TRANSITION = 0;

    private final AgentClient agent;
    private final EventLoop loop;
    private final long epoch;
    private final IntSupplier numbers;
    private final Consumer<Report> done;
    private final SortedMap<InstanceId, LedgerEntry> waiting = new TreeMap<>();
    private final LapsePlan plan;
    private final SortedSet<InstanceId> running = new TreeSet<>();
    private final List<OperationRecord> records = new ArrayList<>();
    private final SortedSet<InstanceId> uncertain = new TreeSet<>();
    private boolean reported;

    /** @param numbers gives numbers for local actions, never one twice in an incarnation */
    LapseRun(
            ExecutorPorts ports,
            long epoch,
            IntSupplier numbers,
            List<LedgerEntry> ledger,
            LapsePlan plan,
            Consumer<Report> done) {
        this.agent = ports.agent();
        this.loop = ports.loop();
        this.epoch = epoch;
        this.numbers = numbers;
        this.done = done;
        this.plan = plan;
        ledger.stream()
                .filter(entry -> plan.changes(entry.instance()))
                .forEach(entry -> waiting.put(entry.instance(), entry));
    }

    void begin() {
        proceed();
    }

    /** Drops what has not begun. The report comes when what runs has ended. */
    void dropWaiting() {
        waiting.values().stream()
                .filter(entry -> entry.activity() == Activity.UNCERTAIN)
                .forEach(entry -> uncertain.add(entry.instance()));
        waiting.clear();
        proceed();
    }

    private void proceed() {
        for (LedgerEntry entry : ready()) {
            waiting.remove(entry.instance());
            running.add(entry.instance());
            demoteOrStop(entry);
        }
        if (waiting.isEmpty() && running.isEmpty() && !reported) {
            reported = true;
            done.accept(new Report(records, List.copyOf(uncertain)));
        }
    }

    /** Where demotions and stops of two instances wait for each other, each still gets its turn. */
    private List<LedgerEntry> ready() {
        List<LedgerEntry> ready = waiting.values().stream()
                .filter(entry -> plan.before(entry.instance()).stream()
                        .noneMatch(first -> waiting.containsKey(first) || running.contains(first)))
                .toList();
        return ready.isEmpty() && running.isEmpty()
                ? waiting.values().stream().limit(1).toList()
                : ready;
    }

    private void demoteOrStop(LedgerEntry entry) {
        boolean stops = plan.stops().containsKey(entry.instance());
        if (stops && entry.activity() != Activity.PROMOTED) {
            stop(entry);
            return;
        }
        loop.when(agent.execute(order(entry, Task.DEMOTE)), result -> {
            if (!ended(result, entry.instance()) || stops) {
                stop(entry);
            } else {
                doneWith(entry);
            }
        });
    }

    private void stop(LedgerEntry entry) {
        loop.when(agent.execute(order(entry, Task.STOP)), result -> {
            if (ended(result, entry.instance())) {
                uncertain.remove(entry.instance());
            }
            doneWith(entry);
        });
    }

    private void doneWith(LedgerEntry entry) {
        running.remove(entry.instance());
        proceed();
    }

    /** Whether it certainly did what it was to do. */
    private boolean ended(ActionResult result, InstanceId instance) {
        boolean succeeded = result instanceof ActionResult.Completed(OperationRecord record)
                && record.status() == OperationStatus.DONE
                && record.exitCode() == OcfExitCode.OK.code();
        if (result instanceof ActionResult.Completed(OperationRecord record) && succeeded) {
            records.add(record);
        } else {
            uncertain.add(instance);
        }
        return succeeded;
    }

    private Order order(LedgerEntry entry, Task task) {
        return new Order(
                epoch,
                new ActionId(NO_TRANSITION, numbers.getAsInt()),
                entry.instance(),
                entry.agent(),
                task,
                entry.instance() + "_" + task.ocfName() + "_0",
                0,
                entry.stopTimeoutMillis() > 0 ? entry.stopTimeoutMillis() : DEFAULT_STOP_MILLIS,
                OcfExitCode.OK.code(),
                entry.parameters(),
                entry.meta(),
                SortedMaps.empty(),
                OperationDigests.NONE,
                OptionalLong.empty(),
                0);
    }

    /**
     * What the machine did by itself.
     *
     * @param done what certainly had its effect
     * @param uncertain instances of which nobody can say
     */
    record Report(List<OperationRecord> done, List<InstanceId> uncertain) {
        Report {
            done = List.copyOf(done);
            uncertain = List.copyOf(uncertain);
        }
    }
}
