// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element as parsed: name, attributes, child elements, and where it begins. */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children,
        int line) {

    Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    /** The first of several spellings that is present. */
    Optional<String> attribute(String key, String olderKey) {
        return attribute(key).or(() -> attribute(olderKey));
    }

    String required(String key) throws CibFormatException {
        return attribute(key).orElseThrow(() -> error("has no attribute '" + key + "'; add it"));
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).findFirst();
    }

    CibFormatException error(String problem) {
        String id = attribute("id").map(i -> " id=\"" + i + "\"").orElse("");
        return new CibFormatException("line " + line + ": <" + name + id + "> " + problem);
    }
}
