// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A consequence of an entry that people and programs follow: the one line that each happening gets
 * in logs, timelines and watches.
 *
 * @param subject the resource instance, action or setting it is about; may be empty text
 * @param ended the operations of resources that this tells the end of, as far as that is news
 */
public record ClusterEvent(
        long index,
        Instant time,
        Kind kind,
        Optional<NodeId> node,
        String subject,
        String detail,
        List<EndedOperation> ended) {

    public ClusterEvent {
        ended = List.copyOf(ended);
    }

    /** An event with which no operation ended. */
    public ClusterEvent(
            long index,
            Instant time,
            Kind kind,
            Optional<NodeId> node,
            String subject,
            String detail) {
        this(index, time, kind, node, subject, detail, List.of());
    }

    /** What happened; the wire name is the lower-case name with hyphens. */
    public enum Kind {
        CLUSTER_FOUNDED,
        MEMBER_ADMITTED,
        MEMBER_REMOVED,
        NODE_JOINED,
        NODE_SUSPECTED,
        NODE_CLEARED,
        NODE_LOST,
        NODE_SETTLED,
        NODE_SHUTDOWN_REQUESTED,
        NODE_LEFT,
        NODE_RESTARTING,
        CONFIGURATION_CHANGED,
        ATTRIBUTE_CHANGED,
        TRANSITION_ADOPTED,
        TRANSITION_ENDED,
        ACTION_STARTED,
        ACTION_DONE,
        ACTION_FAILED,
        ACTION_UNKNOWN,
        MONITOR_CHANGED,
        FENCING_ASSIGNED,
        FENCING_SUCCEEDED,
        FENCING_FAILED,
        FENCING_CONFIRMED,
        FAILURES_CLEARED,
        RESTART_REQUESTED,
        MOVE_REQUESTED,
        MOVE_ENDED,
        TICKET_CHANGED,
        FEATURE_LEVEL_RAISED,
        LOCAL_RECONCILED,
        /** Told by each node for itself, from what it hears: no entry says who leads. */
        LEADER_CHANGED
    }
}
