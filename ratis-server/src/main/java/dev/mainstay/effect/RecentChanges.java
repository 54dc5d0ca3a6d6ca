// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The states around the latest changes that somebody asked for, so that the effects of one can be
 * told from what would have happened without it. Kept in memory on this machine alone.
 */
public final class RecentChanges implements StateSource.Listener {

    /**
     * Who waits asks right after the change. States share what they have in common; what they do
     * not share are transitions, a few megabytes each on the largest clusters.
     */
    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<Long, Change> changes = new TreeMap<>();
    private ClusterState last;

    /** @param current the state that the first change to come is applied to */
    public RecentChanges(ClusterState current) {
        this.last = current;
    }

    /** The states around one entry. */
    private record Change(ClusterState before, ClusterState after) {}

    @Override
    public void applied(ClusterState state, List<ClusterEvent> events) {
        lock.lock();
        try {
            if (events.stream().anyMatch(event -> isAskedFor(event.kind()))) {
                changes.put(state.appliedIndex(), new Change(last, state));
                if (changes.size() > KEPT) {
                    changes.pollFirstEntry();
                }
            }
            last = state;
        } finally {
            lock.unlock();
        }
    }

    /** The state that the change with this entry was applied to, if it is kept. */
    Optional<ClusterState> before(long index) {
        return at(index).map(Change::before);
    }

    /** The state that the change with this entry led to, if it is kept. */
    Optional<ClusterState> after(long index) {
        return at(index).map(Change::after);
    }

    private Optional<Change> at(long index) {
        lock.lock();
        try {
            return Optional.ofNullable(changes.get(index));
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAskedFor(ClusterEvent.Kind kind) {
        return switch (kind) {
            case MEMBER_REMOVED, NODE_SHUTDOWN_REQUESTED, CONFIGURATION_CHANGED,
                    ATTRIBUTE_CHANGED, FENCING_CONFIRMED, FAILURES_CLEARED, RESTART_REQUESTED,
                    MOVE_REQUESTED, MOVE_ENDED, TICKET_CHANGED ->
                    true;
            case CLUSTER_FOUNDED, MEMBER_ADMITTED, NODE_JOINED, NODE_SUSPECTED, NODE_CLEARED,
                    NODE_LOST, NODE_SETTLED, NODE_LEFT, NODE_RESTARTING, LEADER_CHANGED,
                    TRANSITION_ADOPTED, TRANSITION_ENDED,
                    ACTION_STARTED, ACTION_DONE, ACTION_FAILED, ACTION_UNKNOWN, MONITOR_CHANGED,
                    FENCING_ASSIGNED, FENCING_SUCCEEDED, FENCING_FAILED, FEATURE_LEVEL_RAISED,
                    LOCAL_RECONCILED ->
                    false;
        };
    }
}
