// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.ResourceSet;
import java.util.List;

/** Writes constraints. */
final class ConstraintWriter {
    private ConstraintWriter() {}

    static XmlElement constraint(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Location location -> location(location);
            case Constraint.Order order -> order(order);
            case Constraint.Colocation colocation -> colocation(colocation);
            case Constraint.Ticket ticket -> new XmlBuilder("rsc_ticket")
                    .with("id", ticket.id())
                    .with("rsc", ticket.resource())
                    .with("rsc-role", ticket.role())
                    .with("ticket", ticket.ticket())
                    .with("loss-policy", ticket.lossPolicy())
                    .children(sets(ticket.sets()))
                    .build();
        };
    }

    private static XmlElement location(Constraint.Location location) {
        XmlBuilder xml = new XmlBuilder("rsc_location")
                .with("id", location.id())
                .with("rsc", location.resource())
                .with("rsc-pattern", location.pattern())
                .with("role", location.role())
                .with("node", location.node())
                .with("score", location.score())
                .with("resource-discovery", location.discovery())
                .children(sets(location.sets()));
        location.rules().forEach(rule -> xml.child(RuleWriter.rule(rule)));
        return xml.build();
    }

    private static XmlElement order(Constraint.Order order) {
        return new XmlBuilder("rsc_order")
                .with("id", order.id())
                .with("first", order.first())
                .with("first-action", order.firstAction())
                .with("first-instance", order.firstInstance())
                .with("then", order.then())
                .with("then-action", order.thenAction())
                .with("then-instance", order.thenInstance())
                .with("kind", order.kind())
                .with("score", order.score())
                .with("symmetrical", order.symmetrical())
                .with("require-all", order.requireAll())
                .children(sets(order.sets()))
                .build();
    }

    private static XmlElement colocation(Constraint.Colocation colocation) {
        return new XmlBuilder("rsc_colocation")
                .with("id", colocation.id())
                .with("rsc", colocation.dependent())
                .with("rsc-role", colocation.dependentRole())
                .with("rsc-instance", colocation.dependentInstance())
                .with("with-rsc", colocation.primary())
                .with("with-rsc-role", colocation.primaryRole())
                .with("with-rsc-instance", colocation.primaryInstance())
                .with("score", colocation.score())
                .with("node-attribute", colocation.nodeAttribute())
                .with("influence", colocation.influence())
                .children(sets(colocation.sets()))
                .build();
    }

    private static List<XmlElement> sets(List<ResourceSet> sets) {
        return sets.stream().map(ConstraintWriter::set).toList();
    }

    private static XmlElement set(ResourceSet set) {
        XmlBuilder xml = new XmlBuilder("resource_set")
                .with("id", set.id())
                .with("id-ref", set.reference())
                .with("sequential", set.sequential())
                .with("require-all", set.requireAll())
                .with("ordering", set.ordering())
                .with("action", set.action())
                .with("role", set.role())
                .with("score", set.score())
                .with("kind", set.kind());
        set.members().forEach(member -> xml.child(
                new XmlBuilder("resource_ref").with("id", member.value()).build()));
        return xml.build();
    }
}
