// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.InstanceId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A line to an agent that hands everything on; what is different is left to its members. */
class ChangedAgent implements AgentClient {

    private final AgentClient line;

    ChangedAgent(AgentClient line) {
        this.line = line;
    }

    @Override
    public CompletableFuture<Optional<Health>> health() {
        return line.health();
    }

    @Override
    public CompletableFuture<Optional<Attached>> attach(long epoch) {
        return line.attach(epoch);
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        return line.execute(order);
    }

    @Override
    public void cancel(long epoch, ActionId action) {
        line.cancel(epoch, action);
    }

    @Override
    public void updateLease(long epoch, long deadlineBootNanos) {
        line.updateLease(epoch, deadlineBootNanos);
    }

    @Override
    public CompletableFuture<Boolean> setMonitors(long epoch, List<Monitor> monitors) {
        return line.setMonitors(epoch, monitors);
    }

    @Override
    public void resetMonitors(long epoch, InstanceId instance) {
        line.resetMonitors(epoch, instance);
    }

    @Override
    public void acknowledge(long epoch, List<ActionId> actions) {
        line.acknowledge(epoch, actions);
    }

    @Override
    public void onToolCall(ToolListener listener) {
        line.onToolCall(listener);
    }

    @Override
    public void onReport(ReportListener listener) {
        line.onReport(listener);
    }
}
