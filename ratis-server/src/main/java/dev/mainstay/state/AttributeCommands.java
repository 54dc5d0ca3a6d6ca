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
        boolean isPrivate = isPrivate(node, change);
        PSortedMap<String, String> kept =
                isPrivate ? node.privateAttributes() : node.attributes();
        Optional<String> value =
                change.update().over(Optional.ofNullable(kept.get(change.name())));
        Optional<Rejection> refused = CommandLimits.attribute(change.name(), value);
        if (refused.isPresent()) {
            return refused;
        }
        return isPrivate
                ? putPrivate(draft, node, with(kept, change.name(), value))
                : put(draft, node, change.name(), value);
    }

    /** What an attribute is when it is made, it stays. */
    private static boolean isPrivate(NodeRecord node, AttributeChange change) {
        return node.privateAttributes().containsKey(change.name())
                || change.reach() == AttributeChange.Reach.PRIVATE
                        && !node.attributes().containsKey(change.name());
    }

    private static PSortedMap<String, String> with(
            PSortedMap<String, String> attributes, String name, Optional<String> value) {
        return value.map(it -> attributes.plus(name, it))
                .orElseGet(() -> attributes.minus(name));
    }

    private static Optional<Rejection> tooMany(PSortedMap<String, String> attributes) {
        return CommandLimits.count("number of attributes of a node", attributes.size(),
                Limits.NODE_ATTRIBUTES);
    }

    private static Optional<Rejection> putPrivate(
            StateDraft draft, NodeRecord node, PSortedMap<String, String> attributes) {
        Optional<Rejection> refused = tooMany(attributes);
        if (refused.isEmpty()) {
            draft.put(node.withPrivateAttributes(attributes));
        }
        return refused;
    }

    private static Optional<Rejection> put(
            StateDraft draft, NodeRecord node, String name, Optional<String> value) {
        PSortedMap<String, String> attributes = with(node.attributes(), name, value);
        if (attributes.equals(node.attributes())) {
            return Optional.empty();
        }
        Optional<Rejection> refused = tooMany(attributes);
        if (refused.isPresent()) {
            return refused;
        }
        draft.put(node.withAttributes(attributes));
        draft.want(name.equals(TERMINATE) ? Grade.SAFETY : Grade.FRESHNESS,
                "attribute " + name + " of " + node.node() + " changed");
        draft.happened(ClusterEvent.Kind.ATTRIBUTE_CHANGED, node.node(), name, value.orElse(""));
        return Optional.empty();
    }
}
