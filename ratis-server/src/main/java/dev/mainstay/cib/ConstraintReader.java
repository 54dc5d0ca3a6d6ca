// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads constraints. */
final class ConstraintReader {
    private final AttributeSetReader sets;

    ConstraintReader(AttributeSetReader sets) {
        this.sets = sets;
    }

    List<Constraint> constraints(List<XmlElement> elements) throws CibFormatException {
        List<Constraint> result = new ArrayList<>();
        for (XmlElement element : elements) {
            result.add(constraint(element));
        }
        return result;
    }

    private Constraint constraint(XmlElement element) throws CibFormatException {
        return switch (element.name()) {
            case "rsc_location" -> location(element);
            case "rsc_order" -> order(element);
            case "rsc_colocation" -> colocation(element);
            case "rsc_ticket" -> new Constraint.Ticket(
                    element.required("id"), element.required("ticket"), resource(element, "rsc"),
                    element.attribute("rsc-role"), element.attribute("loss-policy"),
                    resourceSets(element));
            default -> throw element.error("is not a kind of constraint");
        };
    }

    private Constraint.Location location(XmlElement element) throws CibFormatException {
        List<Rule> rules = new ArrayList<>();
        for (XmlElement rule : element.children("rule")) {
            rules.add(sets.rule(rule));
        }
        return new Constraint.Location(
                element.required("id"), resource(element, "rsc"), element.attribute("rsc-pattern"),
                resourceSets(element), element.attribute("node").map(NodeId::new),
                element.attribute("score"), element.attribute("role"),
                element.attribute("resource-discovery"), rules);
    }

    private static Constraint.Order order(XmlElement element) throws CibFormatException {
        return new Constraint.Order(
                element.required("id"), resource(element, "first"), resource(element, "then"),
                element.attribute("first-action"), element.attribute("then-action"),
                element.attribute("first-instance"), element.attribute("then-instance"),
                element.attribute("kind"), element.attribute("score"),
                element.attribute("symmetrical"), element.attribute("require-all"),
                resourceSets(element));
    }

    private static Constraint.Colocation colocation(XmlElement element) throws CibFormatException {
        return new Constraint.Colocation(
                element.required("id"), resource(element, "rsc"), resource(element, "with-rsc"),
                element.attribute("rsc-role"), element.attribute("with-rsc-role"),
                element.attribute("rsc-instance"), element.attribute("with-rsc-instance"),
                element.attribute("score"), element.attribute("node-attribute"),
                element.attribute("influence"), resourceSets(element));
    }

    private static List<ResourceSet> resourceSets(XmlElement parent) throws CibFormatException {
        List<ResourceSet> result = new ArrayList<>();
        for (XmlElement element : parent.children("resource_set")) {
            List<ResourceId> members = new ArrayList<>();
            for (XmlElement member : element.children("resource_ref")) {
                members.add(new ResourceId(member.required("id")));
            }
            result.add(new ResourceSet(
                    element.attribute("id"), element.attribute("id-ref"),
                    element.attribute("sequential").map(BooleanText::isTrue),
                    element.attribute("require-all").map(BooleanText::isTrue),
                    element.attribute("role"), element.attribute("action"),
                    element.attribute("score"), element.attribute("kind"),
                    element.attribute("ordering"), members));
        }
        return result;
    }

    private static Optional<ResourceId> resource(XmlElement element, String key) {
        return element.attribute(key).map(ResourceId::new);
    }
}
