// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.transition.Action.ResourceAction;
import java.util.List;
import org.pcollections.PSortedMap;

/**
 * What a restored cluster may do before it knows all of its machines (safety.md 25): look, and
 * fence. A machine that the backup names may run services from before; until each has joined and so
 * gets probed, or was fenced or confirmed to be off, services stay as they are found.
 */
public final class RestoreHold {

    private RestoreHold() {}

    /** The machines that are still unheard of; empty in a cluster that may act. */
    public static List<NodeId> unheard(ClusterState state) {
        return unheard(state.membership(), state.nodes());
    }

    private static List<NodeId> unheard(
            Membership membership, PSortedMap<NodeId, NodeRecord> nodes) {
        if (membership.predecessor().isEmpty()) {
            return List.of();
        }
        return nodes.values().stream()
                .filter(node -> node.state() == NodeState.UNHEARD)
                .map(NodeRecord::node)
                .toList();
    }

    /**
     * Whether an action has to wait for a later plan. Ending services on a machine that asked to be
     * emptied does not: it makes nothing run twice, and the machine could not go otherwise.
     */
    static boolean holdsBack(StateDraft draft, ResourceAction action) {
        boolean leaving = draft.node(action.node())
                .filter(node -> node.state() == NodeState.SHUTTING_DOWN)
                .isPresent();
        boolean harmless = switch (action.task()) {
            case PROBE, MONITOR, DELETE -> true;
            case STOP, DEMOTE -> leaving;
            case START, PROMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD, RELOAD_AGENT -> false;
        };
        return !harmless && !unheard(draft.membership, draft.nodes).isEmpty();
    }
}
