// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a document that tests make, change and write, sensible or not. */
final class CibNode {
    private String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<CibNode> children = new ArrayList<>();

    private CibNode(String name) {
        this.name = name;
    }

    /** @param attributes names, each followed by its value */
    static CibNode of(String name, String... attributes) {
        CibNode node = new CibNode(name);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            node.attributes.put(attributes[i], attributes[i + 1]);
        }
        return node;
    }

    static CibNode parse(byte[] document) {
        try {
            XMLStreamReader reader = XMLInputFactory.newDefaultFactory()
                    .createXMLStreamReader(new ByteArrayInputStream(document));
            CibNode top = new CibNode("");
            Deque<CibNode> open = new ArrayDeque<>(List.of(top));
            while (reader.hasNext()) {
                reader.next();
                if (reader.isStartElement()) {
                    CibNode node = new CibNode(reader.getLocalName());
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        node.attributes.put(reader.getAttributeLocalName(i),
                                reader.getAttributeValue(i));
                    }
                    open.getLast().children.add(node);
                    open.addLast(node);
                } else if (reader.isEndElement()) {
                    open.removeLast();
                }
            }
            return top.children.getFirst();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String name() {
        return name;
    }

    void rename(String newName) {
        name = newName;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    List<CibNode> children() {
        return children;
    }

    Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    CibNode with(CibNode... more) {
        children.addAll(List.of(more));
        return this;
    }

    CibNode with(List<CibNode> more) {
        children.addAll(more);
        return this;
    }

    /** Copies this element and all in it. */
    CibNode copy() {
        CibNode copy = new CibNode(name);
        copy.attributes.putAll(attributes);
        children.forEach(child -> copy.children.add(child.copy()));
        return copy;
    }

    /** This element and all in it, each before what is in it. */
    List<CibNode> all() {
        List<CibNode> found = new ArrayList<>();
        Deque<CibNode> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            CibNode next = open.removeLast();
            found.add(next);
            open.addAll(next.children.reversed());
        }
        return found;
    }

    /** Every element of this name, wherever it is. */
    List<CibNode> all(String wanted) {
        return all().stream().filter(node -> node.name.equals(wanted)).toList();
    }

    byte[] document() {
        StringBuilder out = new StringBuilder();
        append(out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((key, value) -> out.append(' ').append(key).append("=\"")
                .append(escaped(value)).append('"'));
        if (children.isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append(">\n");
        children.forEach(child -> child.append(out));
        out.append("</").append(name).append(">\n");
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")
                .replace("\n", "&#10;");
    }

    @Override
    public String toString() {
        return new String(document(), StandardCharsets.UTF_8);
    }
}
