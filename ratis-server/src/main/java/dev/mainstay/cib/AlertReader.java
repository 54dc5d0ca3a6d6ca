// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads alerts. */
final class AlertReader {
    private final AttributeSetReader sets;

    AlertReader(AttributeSetReader sets) {
        this.sets = sets;
    }

    List<Alert> alerts(List<XmlElement> elements) throws CibFormatException {
        List<Alert> result = new ArrayList<>();
        for (XmlElement element : elements) {
            List<Alert.Recipient> recipients = new ArrayList<>();
            for (XmlElement recipient : element.children("recipient")) {
                recipients.add(new Alert.Recipient(
                        recipient.required("id"), recipient.required("value"),
                        recipient.attribute("description"),
                        sets.readAll(recipient, "instance_attributes"),
                        sets.readAll(recipient, "meta_attributes")));
            }
            Optional<Alert.Selection> selection = Optional.empty();
            if (element.child("select").isPresent()) {
                selection = Optional.of(selection(element.child("select").get()));
            }
            result.add(new Alert(
                    element.required("id"), element.required("path"),
                    element.attribute("description"),
                    sets.readAll(element, "instance_attributes"),
                    sets.readAll(element, "meta_attributes"), selection, recipients));
        }
        return result;
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
