// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.InstanceHistory.Certainty;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.TransitionProgress;
import java.util.List;
import java.util.Optional;

/** Ends of actions in flight that no result settles. */
final class InFlightEnds {

    /** Stands where neither the configuration nor any history names an agent any more. */
    private static final AgentName UNKNOWN_AGENT =
            new AgentName("unknown", Optional.empty(), "unknown");

    private InFlightEnds() {}

    /**
     * Settles all resource actions of a node and frees their limits. Fence operations on it go on:
     * they are carried out by others.
     *
     * @param status UNKNOWN also makes the histories of the instances unknown
     */
    static void ofNode(StateDraft draft, NodeId node, StepStatus status) {
        List<InFlightAction> ended = draft.progress.inFlight().values().stream()
                .filter(action -> action.node().equals(node))
                .filter(action -> action.action() instanceof ResourceAction)
                .toList();
        for (InFlightAction action : ended) {
            end(draft, action, status);
        }
    }

    /** Ends one action without a result. */
    static void end(StateDraft draft, InFlightAction action, StepStatus status) {
        Progression.end(draft, action, status);
        if (status != StepStatus.UNKNOWN) {
            return;
        }
        // A cancel changes no activity, and names the instance as its monitor did.
        TransitionProgress.resourceAction(action)
                .filter(resource -> !resource.cancel())
                .ifPresent(resource -> markUnknown(draft, action.node(), resource.instance()));
        draft.happened(Kind.ACTION_UNKNOWN, action.node(), action.action().key(),
                action.id().toString());
    }

    /** The instance may or may not be active on the node, until a probe or fencing settles it. */
    static void markUnknown(StateDraft draft, NodeId name, InstanceId instance) {
        Optional<NodeRecord> node = draft.node(name);
        if (node.isEmpty()) {
            return;
        }
        InstanceHistory known = node.get().histories().get(instance);
        draft.put(node.get().withHistory(known == null
                ? Histories.unknown(instance, agent(draft, node.get(), instance))
                : known.withCertainty(Certainty.UNKNOWN)));
    }

    /** The agent of an instance: as configured, or as the node's history remembers it. */
    static AgentName agent(StateDraft draft, NodeRecord node, InstanceId instance) {
        return draft.revisions.index().agent(instance.resource())
                .or(() -> Optional.ofNullable(node.histories().get(instance))
                        .map(history -> history.history().agent()))
                .orElse(UNKNOWN_AGENT);
    }
}
