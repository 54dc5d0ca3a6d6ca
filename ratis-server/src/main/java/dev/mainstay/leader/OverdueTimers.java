// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long the actions in flight have been so, on the leader's own monotonic clock; a new leader
 * starts afresh (safety.md 3). An action that is overdue is unknown: not failed, not stopped.
 * Fencing has its own clockwork.
 */
final class OverdueTimers {

    /**
     * Beyond an action's time-out: its agent kills it, records that, and its node's proposal finds
     * a leader. Waiting for the instance's earlier actions is not in it, because readiness orders
     * at most one action of an instance at a time.
     */
    static final Duration MARGIN = Duration.ofSeconds(30);

    private final SortedMap<ActionId, Long> deadlines = new TreeMap<>();

    /** To be called for each new state. */
    void reconcile(ClusterState state, long nowNanos) {
        deadlines.keySet().retainAll(state.inFlight().keySet());
        state.inFlight().forEach((id, inFlight) -> {
            if (inFlight.action() instanceof ResourceAction action) {
                deadlines.computeIfAbsent(id, key -> nowNanos
                        + Duration.ofMillis(action.timeoutMillis()).plus(MARGIN).toNanos());
            }
        });
    }

    void clear() {
        deadlines.clear();
    }

    /** What is overdue now. */
    List<ActionId> overdue(long nowNanos) {
        return deadlines.entrySet().stream()
                .filter(entry -> entry.getValue() <= nowNanos)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** When the next one will be. */
    Optional<Long> next() {
        return deadlines.values().stream().min(Long::compare);
    }
}
