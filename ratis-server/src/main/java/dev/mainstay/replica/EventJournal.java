// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes one line per event to the daemon's log, loud where somebody ought to look. */
public final class EventJournal implements StateSource.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(EventJournal.class);

    @Override
    public void applied(ClusterState state, List<ClusterEvent> events) {
        for (ClusterEvent event : events) {
            LOG.atLevel(level(event.kind())).log("{} {}{}{} [{}]",
                    event.kind(),
                    event.node().map(NodeId::value).orElse(""),
                    event.subject().isEmpty() ? "" : " " + event.subject(),
                    event.detail().isEmpty() ? "" : ": " + event.detail(),
                    event.index());
        }
    }

    private static Level level(ClusterEvent.Kind kind) {
        return switch (kind) {
            case NODE_SUSPECTED, NODE_LOST, ACTION_FAILED, ACTION_UNKNOWN, FENCING_ASSIGNED,
                    FENCING_CONFIRMED, MEMBER_REMOVED ->
                    Level.WARN;
            case FENCING_FAILED -> Level.ERROR;
            case CLUSTER_FOUNDED, MEMBER_ADMITTED, NODE_JOINED, NODE_CLEARED, NODE_SETTLED,
                    NODE_SHUTDOWN_REQUESTED, NODE_LEFT, NODE_RESTARTING, CONFIGURATION_CHANGED,
                    TRANSITION_ADOPTED,
                    TRANSITION_ENDED, ACTION_DONE, MONITOR_CHANGED, FENCING_SUCCEEDED,
                    FAILURES_CLEARED, RESTART_REQUESTED, MOVE_REQUESTED, MOVE_ENDED,
                    TICKET_CHANGED, FEATURE_LEVEL_RAISED, LOCAL_RECONCILED, LEADER_CHANGED ->
                    Level.INFO;
            case ATTRIBUTE_CHANGED, ACTION_STARTED -> Level.DEBUG;
        };
    }
}
