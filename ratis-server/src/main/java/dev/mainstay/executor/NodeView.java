// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.FenceDevicePlacement;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.state.Join;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.Revision;
import dev.mainstay.state.RevisionHistory;
import dev.mainstay.state.WantedMonitor;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the replicated state says to one incarnation of one machine.
 *
 * @param actions resource actions in flight that are addressed to this incarnation
 * @param monitors the recurring monitors that are to run
 * @param duties fence operations that this incarnation owns
 * @param placement which fence devices it may use for them; found out when it is asked
 */
record NodeView(
        long appliedIndex,
        long incarnation,
        Standing standing,
        SortedMap<ActionId, InFlightAction> actions,
        List<WantedMonitor> monitors,
        List<FencingRecord> duties,
        Supplier<FenceDevicePlacement> placement,
        RevisionHistory revisions) {

    /** What the log says of the incarnation. */
    enum Standing {
        /** Joined, but what was before it is not settled: it may not do anything yet. */
        PENDING,
        ACTIVE,
        /** It asked to shut down, and nothing of the cluster is to run there any more. */
        RELEASED,
        /** Lost, settled, left or superseded. */
        OVER;

        boolean mayAct() {
            return this == ACTIVE || this == RELEASED;
        }
    }

    static NodeView of(ClusterState state, NodeId self, long incarnation) {
        Standing standing = state.node(self)
                .map(record -> standing(record, incarnation))
                .orElse(Standing.OVER);
        List<FencingRecord> duties =
                standing.mayAct() ? duties(state, self, incarnation) : List.of();
        return new NodeView(
                state.appliedIndex(),
                incarnation,
                standing,
                standing.mayAct() ? actions(state, self, incarnation) : new TreeMap<>(),
                standing.mayAct()
                        ? state.node(self).stream()
                                .flatMap(record -> record.monitors().values().stream()).toList()
                        : List.of(),
                duties,
                () -> FenceDevicePlacement.of(state),
                state.revisions());
    }

    /** The configuration that an action's parameters come from, as far as it is still kept. */
    Configuration configuration(long revision) {
        return revisions.revision(revision).map(Revision::configuration)
                .orElseGet(this::configuration);
    }

    /** That configuration and those before it as far as they are kept, the newest first. */
    Stream<Configuration> configurationsUpTo(long revision) {
        return revisions.kept().headMap(revision, true).descendingMap().values().stream()
                .map(Revision::configuration);
    }

    Configuration configuration() {
        return revisions.current().configuration();
    }

    private static Standing standing(NodeRecord record, long incarnation) {
        if (record.pendingJoin().map(Join::incarnation).filter(index -> index == incarnation)
                .isPresent()) {
            return Standing.PENDING;
        }
        if (record.incarnation() != incarnation || !record.isActive()) {
            return Standing.OVER;
        }
        // Something may have been found on it after it was released.
        return record.state() == NodeState.RELEASED && record.isEmpty()
                ? Standing.RELEASED
                : Standing.ACTIVE;
    }

    private static SortedMap<ActionId, InFlightAction> actions(
            ClusterState state, NodeId self, long incarnation) {
        SortedMap<ActionId, InFlightAction> own = new TreeMap<>();
        state.inFlight().forEach((id, action) -> {
            if (action.action() instanceof ResourceAction && action.node().equals(self)
                    && action.incarnation() == incarnation) {
                own.put(id, action);
            }
        });
        return own;
    }

    /** An assignment from before this incarnation was another one's. */
    private static List<FencingRecord> duties(ClusterState state, NodeId self, long incarnation) {
        return state.fencing().open().values().stream()
                .filter(record -> record.phase() == FencingRecord.Phase.RUNNING)
                .filter(record -> record.owner().filter(self::equals).isPresent())
                .filter(record -> record.assignedAt() > incarnation)
                .toList();
    }
}
