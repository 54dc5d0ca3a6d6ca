// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.ChangeAttribute;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Transient attributes, which agents and operators set and which end with the incarnation. */
final class AttributeCommands {

    /** An operator's or agent's order to fence the node: no plan from before it may be adopted. */
    private static final String TERMINATE = "terminate";

    private AttributeCommands() {}

    static Optional<Rejection> change(StateDraft draft, ChangeAttribute change) {
        return change(draft, new AttributeChange(
                change.node(), change.name(), AttributeUpdate.of(change.value())));
    }

    /** The command itself is never turned down, only parts of it. */
    static Optional<Rejection> change(StateDraft draft, List<AttributeChange> changes) {
        for (int i = 0; i < changes.size(); i++) {
            int part = i;
            change(draft, changes.get(i)).ifPresent(why -> draft.refuse(part, why));
        }
        return Optional.empty();
    }

    private static Optional<Rejection> change(StateDraft draft, AttributeChange change) {
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
        Optional<String> value = change.update()
                .over(Optional.ofNullable(node.attributes().get(change.name())));
        return CommandLimits.attribute(change.name(), value)
                .or(() -> put(draft, node, change.name(), value));
    }

    private static Optional<Rejection> put(
            StateDraft draft, NodeRecord node, String name, Optional<String> value) {
        PSortedMap<String, String> attributes = value
                .map(it -> node.attributes().plus(name, it))
                .orElseGet(() -> node.attributes().minus(name));
        if (attributes.equals(node.attributes())) {
            return Optional.empty();
        }
        if (attributes.size() > Limits.NODE_ATTRIBUTES) {
            return Optional.of(new Rejection.LimitExceeded("number of attributes of a node",
                    Limits.NODE_ATTRIBUTES, attributes.size()));
        }
        draft.put(node.withAttributes(attributes));
        draft.want(name.equals(TERMINATE) ? Grade.SAFETY : Grade.FRESHNESS,
                "attribute " + name + " of " + node.node() + " changed");
        draft.happened(ClusterEvent.Kind.ATTRIBUTE_CHANGED, node.node(), name, value.orElse(""));
        return Optional.empty();
    }
}
