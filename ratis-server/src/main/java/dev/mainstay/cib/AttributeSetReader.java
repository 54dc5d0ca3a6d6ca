// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads blocks of name and value pairs. */
final class AttributeSetReader {
    private final RuleReader rules = new RuleReader();
    private final Mistakes mistakes;

    AttributeSetReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    List<AttributeSet> readAll(XmlElement parent, String name) {
        return mistakes.readAll(parent.children(name), this::read);
    }

    /** Without a rule that can be understood nobody knows when the pairs hold: never. */
    AttributeSet read(XmlElement element) throws CibFormatException {
        Optional<Rule> rule = Optional.empty();
        List<Attribute> attributes = new ArrayList<>();
        for (XmlElement child : element.children()) {
            switch (child.name()) {
                case "rule" -> rule = Optional.of(rules.read(child));
                case "nvpair" -> mistakes.read(child, AttributeSetReader::attribute)
                        .ifPresent(attributes::add);
                // Heartbeat's schemas wrapped the pairs once more.
                case "attributes" -> attributes.addAll(mistakes.readAll(
                        child.children("nvpair"), AttributeSetReader::attribute));
                default -> mistakes.add(
                        child.error("is not allowed in <" + element.name() + ">"));
            }
        }
        return new AttributeSet(element.attribute("id"), element.attribute("id-ref"),
                element.attribute("score"), rule, attributes);
    }

    Rule rule(XmlElement element) throws CibFormatException {
        return rules.read(element);
    }

    private static Attribute attribute(XmlElement element) throws CibFormatException {
        if (element.attribute("id-ref").isEmpty()) {
            element.required("name");
        }
        return new Attribute(element.attribute("id"), element.attribute("id-ref"),
                element.attribute("name"), element.attribute("value"));
    }
}
