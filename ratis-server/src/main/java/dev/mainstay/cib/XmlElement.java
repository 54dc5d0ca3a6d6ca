// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element as parsed: name, attributes, child elements, and where it begins. */
public record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children,
        int line) {
    /** The line of an element that was not read. */
    static final int MADE = 0;

    /** Stands for an element that is not there. */
    static final XmlElement NONE = new XmlElement("", Map.of(), List.of(), MADE);

    public Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    /** The first of several spellings that is present. */
    Optional<String> attribute(String key, String olderKey) {
        return attribute(key).or(() -> attribute(olderKey));
    }

    String required(String key) throws CibFormatException {
        return attribute(key).orElseThrow(() -> error("has no attribute '" + key + "'; add it"));
    }

    public List<XmlElement> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    public Optional<XmlElement> child(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).findFirst();
    }

    XmlElement withChildren(List<XmlElement> changed) {
        return new XmlElement(name, attributes, changed, line);
    }

    /** Where the element stands, for messages: its line, name and id. */
    String place() {
        String id = attribute("id").map(i -> " id=\"" + i + "\"").orElse("");
        return (line == MADE ? "" : "line " + line + ": ") + "<" + name + id + ">";
    }

    CibFormatException error(String problem) {
        return new CibFormatException(place() + " " + problem);
    }
}
