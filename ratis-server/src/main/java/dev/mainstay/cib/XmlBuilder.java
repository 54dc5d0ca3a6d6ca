// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an element; what is not given is not written. */
public final class XmlBuilder {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();

    public XmlBuilder(String name) {
        this.name = name;
    }

    public XmlBuilder with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /** @param value its text is written, unless it is absent */
    public XmlBuilder with(String attribute, Optional<?> value) {
        value.ifPresent(given -> attributes.put(attribute, given.toString()));
        return this;
    }

    public XmlBuilder withAll(Map<String, String> given) {
        attributes.putAll(given);
        return this;
    }

    public XmlBuilder child(XmlElement child) {
        children.add(child);
        return this;
    }

    public XmlBuilder children(List<XmlElement> given) {
        children.addAll(given);
        return this;
    }

    public XmlElement build() {
        return new XmlElement(name, Collections.unmodifiableMap(attributes),
                List.copyOf(children), XmlElement.MADE);
    }
}
