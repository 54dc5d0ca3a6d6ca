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

    List<AttributeSet> readAll(XmlElement parent, String name) throws CibFormatException {
        List<AttributeSet> result = new ArrayList<>();
        for (XmlElement element : parent.children(name)) {
            result.add(read(element));
        }
        return result;
    }

    AttributeSet read(XmlElement element) throws CibFormatException {
        Optional<Rule> rule = Optional.empty();
        List<Attribute> attributes = new ArrayList<>();
        for (XmlElement child : element.children()) {
            switch (child.name()) {
                case "rule" -> rule = Optional.of(rules.read(child));
                case "nvpair" -> attributes.add(attribute(child));
                // Heartbeat's schemas wrapped the pairs once more.
                case "attributes" -> {
                    for (XmlElement pair : child.children("nvpair")) {
                        attributes.add(attribute(pair));
                    }
                }
                default -> throw child.error("is not allowed in <" + element.name() + ">");
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
