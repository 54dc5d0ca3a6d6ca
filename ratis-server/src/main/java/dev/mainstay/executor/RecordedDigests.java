// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.agent.AgentDeclaration;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.state.ActionResult;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds to what is recorded of an operation the digests by which the scheduler later tells a change
 * that asks for a restart from one that a reload takes over, and from one of secrets alone.
 */
final class RecordedDigests {

    private RecordedDigests() {}

    /** Whether the scheduler compares the parameters of such an operation. */
    static boolean areCompared(Order order) {
        return order.intervalMillis() == 0 && !order.agent().isFenceDevice()
                && switch (order.task()) {
                    case PROBE, START, PROMOTE, MIGRATE_FROM, RELOAD, RELOAD_AGENT -> true;
                    case MONITOR, STOP, DEMOTE, NOTIFY, MIGRATE_TO, DELETE -> false;
                };
    }

    /** The result with the digests of what the agent was told. */
    static ActionResult with(ActionResult result, Order order, AgentDeclaration declared) {
        return switch (result) {
            case ActionResult.Completed(var record) -> new ActionResult.Completed(
                    record.withDigests(of(order, declared)));
            case ActionResult.NotBegun ignored -> result;
            case ActionResult.Unknown ignored -> result;
        };
    }

    static OperationDigests of(Order order, AgentDeclaration declared) {
        TreeMap<String, String> told = new TreeMap<>(order.parameters());
        told.putAll(order.environment());
        Optional<String> restart = Optional.empty();
        if (declared.reloads()) {
            TreeMap<String, String> fixed = new TreeMap<>(told);
            fixed.keySet().retainAll(declared.fixed());
            restart = Optional.of(OperationDigest.of(fixed));
        }
        Optional<String> secure = Optional.empty();
        if (!declared.secret().isEmpty()) {
            TreeMap<String, String> open = new TreeMap<>(told);
            open.keySet().removeAll(declared.secret());
            secure = Optional.of(OperationDigest.of(open));
        }
        return new OperationDigests(order.digests().all(), restart, secure,
                restart.isPresent() ? declared.fixed() : List.of(), declared.secret());
    }
}
