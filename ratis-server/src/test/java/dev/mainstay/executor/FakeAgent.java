// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.port.AgentClient;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Remembers what it was told; actions end when the test says so. */
final class FakeAgent implements AgentClient {

    final List<Long> epochs = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final List<ActionId> cancelled = new ArrayList<>();
    final List<ActionId> acknowledged = new ArrayList<>();
    final List<Long> deadlines = new ArrayList<>();
    List<LedgerEntry> ledger = List.of();
    List<Result> results = List.of();
    Optional<ToolListener> tools = Optional.empty();
    List<Monitor> monitors = List.of();
    /** A call under way when the next question after its health is asked raises its epoch. */
    boolean raisedAfterNextHealth;
    private final SortedMap<ActionId, CompletableFuture<ActionResult>> outcomes = new TreeMap<>();

    /** The agent's script of this action ended with this code. */
    void end(Order order, OcfExitCode code) {
        Optional.ofNullable(outcomes.get(order.id())).orElseThrow().complete(
                new ActionResult.Completed(new OperationRecord(order.operationKey(),
                        order.task().ocfName(), order.intervalMillis(), 0, OperationStatus.DONE,
                        code.code(), Optional.of(order.targetExitCode()), Optional.empty(),
                        Optional.empty(), OperationTimes.ZERO, OperationDigests.NONE,
                        Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(order.operationKey()), Optional.empty())));
    }

    @Override
    public CompletableFuture<Optional<Health>> health() {
        long epoch = epochs.isEmpty() ? 0 : epochs.getLast();
        if (raisedAfterNextHealth) {
            raisedAfterNextHealth = false;
            epochs.add(epoch + 1);
        }
        return CompletableFuture.completedFuture(
                Optional.of(new Health(true, "boot", epoch)));
    }

    @Override
    public CompletableFuture<Optional<Attached>> attach(long epoch) {
        if (!epochs.isEmpty() && epoch < epochs.getLast()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        epochs.add(epoch);
        return CompletableFuture.completedFuture(
                Optional.of(new Attached("boot", results, List.of(), ledger)));
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        orders.add(order);
        CompletableFuture<ActionResult> outcome = new CompletableFuture<>();
        outcomes.put(order.id(), outcome);
        return outcome;
    }

    @Override
    public void cancel(long epoch, ActionId action) {
        cancelled.add(action);
    }

    @Override
    public void updateLease(long epoch, long deadlineBootNanos) {
        deadlines.add(deadlineBootNanos);
    }

    @Override
    public CompletableFuture<Boolean> setMonitors(long epoch, List<Monitor> wanted) {
        monitors = wanted;
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void resetMonitors(long epoch, InstanceId instance) {
        // The tests here do not clear failures.
    }

    @Override
    public void acknowledge(long epoch, List<ActionId> actions) {
        acknowledged.addAll(actions);
    }

    @Override
    public void onToolCall(ToolListener listener) {
        tools = Optional.of(listener);
    }

    @Override
    public void onReport(ReportListener listener) {
        // The tests here report nothing.
    }
}
