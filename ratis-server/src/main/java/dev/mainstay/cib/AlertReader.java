// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads alerts. */
final class AlertReader {
    private final AttributeSetReader sets;
    private final Mistakes mistakes;

    AlertReader(AttributeSetReader sets, Mistakes mistakes) {
        this.sets = sets;
        this.mistakes = mistakes;
    }

    List<Alert> alerts(List<XmlElement> elements) {
        return mistakes.readAll(elements, this::alert);
    }

    private Alert alert(XmlElement element) throws CibFormatException {
        Optional<Alert.Selection> selection = element.child("select")
                .flatMap(select -> mistakes.read(select, AlertReader::selection));
        return new Alert(
                element.required("id"), element.required("path"),
                element.attribute("description"),
                sets.readAll(element, "instance_attributes"),
                sets.readAll(element, "meta_attributes"), selection,
                mistakes.readAll(element.children("recipient"), this::recipient));
    }

    private Alert.Recipient recipient(XmlElement element) throws CibFormatException {
        return new Alert.Recipient(
                element.required("id"), element.required("value"),
                element.attribute("description"),
                sets.readAll(element, "instance_attributes"),
                sets.readAll(element, "meta_attributes"));
    }

    private static Alert.Selection selection(XmlElement element) throws CibFormatException {
        List<Alert.EventKind> kinds = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (XmlElement child : element.children()) {
            kinds.add(switch (child.name()) {
                case "select_nodes" -> Alert.EventKind.NODES;
                case "select_fencing" -> Alert.EventKind.FENCING;
                case "select_resources" -> Alert.EventKind.RESOURCES;
                case "select_attributes" -> Alert.EventKind.ATTRIBUTES;
                default -> throw child.error("is not a kind of event");
            });
            for (XmlElement attribute : child.children("attribute")) {
                names.add(attribute.required("name"));
            }
        }
        return new Alert.Selection(kinds, names);
    }
}
