// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.ChangeAttribute;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Transient attributes, which agents and operators set and which end with the incarnation. */
final class AttributeCommands {

    /** An operator's or agent's order to fence the node: no plan from before it may be adopted. */
    private static final String TERMINATE = "terminate";

    private AttributeCommands() {}

    static Optional<Rejection> change(StateDraft draft, ChangeAttribute change) {
        Optional<NodeRecord> found = draft.node(change.node());
        if (found.isEmpty()) {
            return Optional.of(new Rejection.NotFound(change.node().value(),
                    "there is no node " + change.node()));
        }
        NodeRecord node = found.get();
        if (!node.isActive()) {
            return Optional.of(new Rejection.NotPossibleNow("node " + change.node() + " is "
                    + node.state().text() + "; it has no transient attributes"));
        }
        if (change.name().isBlank()) {
            return Optional.of(new Rejection.Invalid("name", "an attribute needs a name"));
        }
        PSortedMap<String, String> attributes = change.value()
                .map(value -> node.attributes().plus(change.name(), value))
                .orElseGet(() -> node.attributes().minus(change.name()));
        if (attributes.equals(node.attributes())) {
            return Optional.empty();
        }
        if (attributes.size() > Limits.NODE_ATTRIBUTES) {
            return Optional.of(new Rejection.LimitExceeded("number of attributes of a node",
                    Limits.NODE_ATTRIBUTES, attributes.size()));
        }
        draft.put(node.withAttributes(attributes));
        draft.want(change.name().equals(TERMINATE) ? Grade.SAFETY : Grade.FRESHNESS,
                "attribute " + change.name() + " of " + change.node() + " changed");
        draft.happened(ClusterEvent.Kind.ATTRIBUTE_CHANGED, change.node(), change.name(),
                change.value().orElse(""));
        return Optional.empty();
    }
}
