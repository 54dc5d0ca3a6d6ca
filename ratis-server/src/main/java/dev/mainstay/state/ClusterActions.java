// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.transition.Action.ClusterAction;
import java.util.Optional;

/** What a transition changes in the cluster's own record, without any agent. */
final class ClusterActions {

    private ClusterActions() {}

    static void carryOut(StateDraft draft, ClusterAction action) {
        switch (action.task()) {
            case CLEAR_FAIL_COUNT ->
                    action.resource().ifPresent(instance -> draft.node(action.node())
                            .ifPresent(node -> draft.put(FailureCounts.cleared(
                                    node, instance, Optional.empty()))));
            case SHUTDOWN -> draft.node(action.node())
                    .filter(node -> node.state() == NodeState.SHUTTING_DOWN
                            || node.state() == NodeState.SUSPECTED)
                    .ifPresent(node -> draft.put(node.withState(NodeState.RELEASED, draft.now())));
            case DELETE_HISTORY -> action.resource()
                    .ifPresent(instance -> deleteHistory(draft, action.node(), instance));
            // As after the end of an action that the plan does not contain.
            case REPLAN -> draft.want(PlanDemand.Grade.SAFETY,
                    "what was held back can be planned: " + action.key());
        }
        draft.happened(ClusterEvent.Kind.ACTION_DONE, action.node(), action.key(), "");
    }

    static void deleteHistory(StateDraft draft, NodeId node, InstanceId instance) {
        draft.node(node).ifPresent(
                record -> draft.put(record.withHistories(record.histories().minus(instance))));
    }
}
