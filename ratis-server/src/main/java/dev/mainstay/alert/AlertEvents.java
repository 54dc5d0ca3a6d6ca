// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.alert.AlertEvent.AttributeChanged;
import dev.mainstay.alert.AlertEvent.FencingEnded;
import dev.mainstay.alert.AlertEvent.Membership;
import dev.mainstay.alert.AlertEvent.NodeChanged;
import dev.mainstay.alert.AlertEvent.OperationEnded;
import dev.mainstay.cib.MemberNumber;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of an entry's events one machine tells: of operations where they ran, of everything else on
 * every machine that the state after the entry has as online. So a machine tells neither of its own
 * loss nor of what went on while it was lost.
 */
final class AlertEvents {

    private AlertEvents() {}

    static List<AlertEvent> of(ClusterState state, List<ClusterEvent> events, NodeId self) {
        boolean online = Optional.ofNullable(state.nodes().get(self))
                .filter(NodeRecord::isActive).isPresent();
        return online
                ? events.stream().flatMap(event -> of(state, event, self)).toList()
                : List.of();
    }

    private static Stream<AlertEvent> of(ClusterState state, ClusterEvent event, NodeId self) {
        Optional<NodeId> node = event.node();
        return switch (event.kind()) {
            case NODE_JOINED -> node.map(who -> changed(state, who, Membership.MEMBER)).stream();
            case NODE_LOST, NODE_LEFT ->
                    node.map(who -> changed(state, who, Membership.LOST)).stream();
            case FENCING_SUCCEEDED, FENCING_FAILED, FENCING_CONFIRMED ->
                    node.flatMap(state.fencing()::last).<AlertEvent>map(FencingEnded::new)
                            .stream();
            case ACTION_DONE, ACTION_FAILED, MONITOR_CHANGED, LOCAL_RECONCILED ->
                    node.filter(self::equals).stream().flatMap(who -> event.ended().stream()
                            .map(operation -> new OperationEnded(who, operation)));
            case ATTRIBUTE_CHANGED -> node.<AlertEvent>map(
                    who -> new AttributeChanged(who, event.subject(), event.detail())).stream();
            case CLUSTER_FOUNDED, MEMBER_ADMITTED, MEMBER_REMOVED, NODE_SUSPECTED, NODE_CLEARED,
                    NODE_SETTLED, NODE_SHUTDOWN_REQUESTED, NODE_RESTARTING, CONFIGURATION_CHANGED,
                    TRANSITION_ADOPTED, TRANSITION_ENDED, ACTION_STARTED, ACTION_UNKNOWN,
                    FENCING_ASSIGNED, FAILURES_CLEARED, RESTART_REQUESTED, MOVE_REQUESTED,
                    MOVE_ENDED, TICKET_CHANGED, FEATURE_LEVEL_RAISED, LEADER_CHANGED ->
                    Stream.empty();
        };
    }

    private static AlertEvent changed(ClusterState state, NodeId node, Membership membership) {
        return new NodeChanged(node, MemberNumber.of(state, node), membership);
    }
}
