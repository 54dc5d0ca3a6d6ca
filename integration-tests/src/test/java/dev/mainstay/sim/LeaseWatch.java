// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.LogEntry;
import dev.mainstay.transition.InFlightAction;
import java.time.Duration;
import java.util.List;

/**
 * What a daemon really holds of a lease, by the world's own book: from the renewals that it sent
 * and the grants that reached it. Judges what its executor orders (invariants 6 and 7).
 */
final class LeaseWatch {

    private final World world;
    private final NodeId node;
    private final VirtualProcess process;
    private final StateSource states;
    private long incarnation;
    private long untilNanos;
    private long grantIndex = Long.MAX_VALUE;
    /** Length of the log at the first lapse that no report has followed yet; -1 for none. */
    private long lapsedAt = -1;

    /** @param states what the executor reads */
    LeaseWatch(World world, NodeId node, VirtualProcess process, StateSource states) {
        this.world = world;
        this.node = node;
        this.process = process;
        this.states = states;
    }

    VirtualProcess process() {
        return process;
    }

    /** On the world's clock; 0 before the first grant. */
    long untilNanos() {
        return untilNanos;
    }

    boolean isHeld() {
        return world.time().nowNanos() < untilNanos;
    }

    LeaseClient watching(LeaseClient client) {
        return renewal -> {
            long sent = world.time().nowNanos();
            return client.renew(renewal).thenApply(reply -> {
                if (reply instanceof Reply.Granted granted) {
                    // The executor's turn comes right after this: what a pause keeps from it until
                    // the lease is over is none that it ever held.
                    process.execute(() -> granted(renewal, granted, sent));
                }
                return reply;
            });
        };
    }

    private void granted(LeaseClient.Renewal renewal, Reply.Granted granted, long sent) {
        long until = sent + Duration.ofMillis(granted.leaseMillis()).toNanos();
        long now = world.time().nowNanos();
        if (renewal.incarnation() != incarnation) {
            incarnation = renewal.incarnation();
            untilNanos = 0;
            grantIndex = Long.MAX_VALUE;
            lapsedAt = -1;
        }
        if (untilNanos > 0 && now >= untilNanos && until > now) {
            grantIndex = Long.MAX_VALUE;
            if (lapsedAt < 0) {
                lapsedAt = world.commitIndexAt(untilNanos);
            }
        }
        if (until > now) {
            untilNanos = Math.max(untilNanos, until);
            grantIndex = Math.min(grantIndex, granted.commitIndex());
        }
    }

    /** An order of the log, not of the machine alone, is on its way to the agent. */
    void ordered(Order order) {
        if (order.id().transition() == 0) {
            return;
        }
        String what = order.operationKey() + " (" + order.id() + ") on " + node;
        ClusterState state = states.current();
        if (!isHeld()) {
            throw world.violation(6, what + " was ordered without a lease");
        }
        if (order.epoch() != incarnation || state.node(node)
                .filter(record -> record.incarnation() == incarnation && record.isActive())
                .isEmpty()) {
            throw world.violation(6, what + " was ordered for incarnation " + order.epoch()
                    + ", which is not the present one");
        }
        InFlightAction action = state.inFlight().get(order.id());
        if (action == null || action.incarnation() != incarnation) {
            throw world.violation(6, what + " was ordered and is not in flight");
        }
        if (state.appliedIndex() < grantIndex) {
            throw world.violation(6, what + " was ordered by a state of index "
                    + state.appliedIndex() + ", older than the lease's " + grantIndex);
        }
        if (lapsedAt >= 0) {
            requireReport(what, state);
        }
    }

    private void requireReport(String what, ClusterState state) {
        List<LogEntry> since = world.log().entries().subList(
                (int) Math.min(lapsedAt, state.appliedIndex()), (int) state.appliedIndex());
        boolean reported = since.stream().anyMatch(
                entry -> entry.command() instanceof Command.ReconcileLocal local
                        && local.node().equals(node) && local.incarnation() == incarnation);
        if (!reported) {
            throw world.violation(6, what + " was ordered after a lapse that nobody reported");
        }
        lapsedAt = -1;
    }
}
