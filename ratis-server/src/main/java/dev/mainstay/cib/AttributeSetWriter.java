// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import java.util.List;

/** Writes blocks of name and value pairs. */
final class AttributeSetWriter {
    private AttributeSetWriter() {}

    /** @param name of the element that a block becomes, such as {@code meta_attributes} */
    static List<XmlElement> sets(String name, List<AttributeSet> sets) {
        return sets.stream().map(set -> set(name, set)).toList();
    }

    private static XmlElement set(String name, AttributeSet set) {
        XmlBuilder xml = new XmlBuilder(name)
                .with("id", set.id())
                .with("id-ref", set.reference())
                .with("score", set.score());
        set.rule().ifPresent(rule -> xml.child(RuleWriter.rule(rule)));
        set.attributes().forEach(attribute -> xml.child(pair(attribute)));
        return xml.build();
    }

    private static XmlElement pair(Attribute attribute) {
        return new XmlBuilder("nvpair")
                .with("id", attribute.id())
                .with("id-ref", attribute.reference())
                .with("name", attribute.name())
                .with("value", attribute.value())
                .build();
    }
}
