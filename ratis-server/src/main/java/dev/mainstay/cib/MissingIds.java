// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Gives ids to the elements of a CIB that have none, as Pacemaker's schemas want them: made of the
 * id of what holds the element and of the element's own name, so that the same configuration always
 * gets the same ones.
 */
final class MissingIds {
    private final TreeSet<String> taken = new TreeSet<>();

    private MissingIds() {}

    static XmlElement completed(XmlElement root) {
        MissingIds ids = new MissingIds();
        ids.collect(root);
        return ids.complete(root, "cib");
    }

    private void collect(XmlElement element) {
        element.attribute("id").ifPresent(taken::add);
        element.children().forEach(this::collect);
    }

    private XmlElement complete(XmlElement element, String holder) {
        Map<String, String> attributes = element.attributes();
        boolean reference = attributes.containsKey("id-ref");
        if (needsId(element.name()) && !attributes.containsKey("id") && !reference) {
            attributes = new LinkedHashMap<>();
            attributes.put("id", free(holder + "-" + ending(element)));
            attributes.putAll(element.attributes());
        }
        String inside = attributes.getOrDefault("id", holder);
        List<XmlElement> children = new ArrayList<>();
        for (XmlElement child : element.children()) {
            children.add(complete(child, inside));
        }
        return new XmlElement(element.name(), attributes, children, element.line());
    }

    private static boolean needsId(String element) {
        return switch (element) {
            case "nvpair", "cluster_property_set", "instance_attributes", "meta_attributes",
                    "utilization", "op", "rule", "expression", "date_expression", "date_spec",
                    "duration", "rsc_expression", "op_expression", "resource_set", "attribute" ->
                    true;
            default -> false;
        };
    }

    private static String ending(XmlElement element) {
        return switch (element.name()) {
            case "nvpair", "attribute" -> element.attribute("name").orElse(element.name());
            case "op" -> element.attribute("name").orElse(element.name()) + "-interval-"
                    + element.attribute("interval").orElse(ResourceReader.ON_DEMAND);
            case "resource_set" -> "set";
            case "expression", "rsc_expression", "op_expression", "date_expression" -> "expr";
            default -> element.name();
        };
    }

    private String free(String wanted) {
        String base = wanted.replaceAll("[^A-Za-z0-9._-]", "_");
        String id = base;
        for (int number = 1; !taken.add(id); number++) {
            id = base + "-" + number;
        }
        return id;
    }
}
