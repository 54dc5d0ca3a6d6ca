// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Rejection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds constraints that name a machine which is none: most often a typing error, which would
 * otherwise show only when the resource does not go where it should. Machines are members, those
 * that are configured, and what connections to remote machines and guests go by.
 */
final class NodeReferences {

    private static final String GUEST = "remote-node";

    private NodeReferences() {}

    /** The first constraint of {@code after} that is new and names no machine. */
    static Optional<Rejection> missing(ClusterState state, Configuration after) {
        SortedSet<NodeId> nodes = nodes(state, after);
        return after.constraints().stream()
                .filter(constraint -> !state.configuration().constraints().contains(constraint))
                .flatMap(constraint -> constraint instanceof Constraint.Location location
                        ? location.node().stream()
                                .filter(node -> !nodes.contains(node))
                                .map(node -> absent(location, node, nodes))
                        : Optional.<Rejection>empty().stream())
                .findFirst();
    }

    private static Rejection absent(
            Constraint.Location location, NodeId node, SortedSet<NodeId> nodes) {
        return new Rejection.NotFound(location.id(), "constraint " + location.id()
                + " names node '" + node + "', which is not there: there are " + nodes
                + " (force skips this check)");
    }

    private static SortedSet<NodeId> nodes(ClusterState state, Configuration after) {
        SortedSet<NodeId> nodes = new TreeSet<>(state.members().keySet());
        after.nodes().forEach(node -> nodes.add(node.name()));
        for (Primitive primitive : Primitives.of(after)) {
            if (primitive.agent().filter(AgentName::isRemoteConnection).isPresent()) {
                nodes.add(new NodeId(primitive.id().value()));
            }
            primitive.options().metaAttributes().stream()
                    .flatMap(set -> set.attributes().stream())
                    .filter(attribute -> attribute.name().filter(GUEST::equals).isPresent())
                    .map(Attribute::value)
                    .flatMap(Optional::stream)
                    .forEach(guest -> nodes.add(new NodeId(guest)));
        }
        return nodes;
    }
}
