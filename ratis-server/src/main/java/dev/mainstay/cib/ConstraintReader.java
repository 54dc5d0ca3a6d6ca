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
    private final Mistakes mistakes;

    ConstraintReader(AttributeSetReader sets, Mistakes mistakes) {
        this.sets = sets;
        this.mistakes = mistakes;
    }

    List<Constraint> constraints(List<XmlElement> elements) {
        return mistakes.readAll(elements, this::constraint);
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
        List<Rule> rules = mistakes.readAll(element.children("rule"), sets::rule);
        return new Constraint.Location(
                element.required("id"), resource(element, "rsc"), element.attribute("rsc-pattern"),
                resourceSets(element), element.attribute("node").map(NodeId::new),
                element.attribute("score"), element.attribute("role"),
                element.attribute("resource-discovery"), rules);
    }

    private Constraint.Order order(XmlElement element) throws CibFormatException {
        return new Constraint.Order(
                element.required("id"), resource(element, "first"), resource(element, "then"),
                element.attribute("first-action"), element.attribute("then-action"),
                element.attribute("first-instance"), element.attribute("then-instance"),
                element.attribute("kind"), element.attribute("score"),
                element.attribute("symmetrical"), element.attribute("require-all"),
                resourceSets(element));
    }

    private Constraint.Colocation colocation(XmlElement element) throws CibFormatException {
        return new Constraint.Colocation(
                element.required("id"), resource(element, "rsc"), resource(element, "with-rsc"),
                element.attribute("rsc-role"), element.attribute("with-rsc-role"),
                element.attribute("rsc-instance"), element.attribute("with-rsc-instance"),
                element.attribute("score"), element.attribute("node-attribute"),
                element.attribute("influence"), resourceSets(element));
    }

    private List<ResourceSet> resourceSets(XmlElement parent) {
        List<ResourceSet> result = new ArrayList<>();
        for (XmlElement element : parent.children("resource_set")) {
            List<ResourceId> members = mistakes.readAll(element.children("resource_ref"),
                    member -> new ResourceId(member.required("id")));
            result.add(new ResourceSet(
                    element.attribute("id"), element.attribute("id-ref"),
                    truth(element, "sequential"),
                    truth(element, "require-all"),
                    element.attribute("role"), element.attribute("action"),
                    element.attribute("score"), element.attribute("kind"),
                    element.attribute("ordering"), members));
        }
        return result;
    }

    private Optional<Boolean> truth(XmlElement element, String key) {
        Optional<String> text = element.attribute(key);
        if (text.isPresent() && BooleanText.parse(text.get()).isEmpty()) {
            mistakes.add(element.error("has a '" + key + "' of \"" + text.get()
                    + "\", which is neither true nor false, so it counts as false"));
        }
        return text.map(BooleanText::isTrue);
    }

    private static Optional<ResourceId> resource(XmlElement element, String key) {
        return element.attribute(key).map(ResourceId::new);
    }
}
