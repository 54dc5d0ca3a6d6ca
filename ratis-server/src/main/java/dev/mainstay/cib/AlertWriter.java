// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Alert;

/** Writes alerts. */
final class AlertWriter {
    private AlertWriter() {}

    static XmlElement alert(Alert alert) {
        XmlBuilder xml = new XmlBuilder("alert")
                .with("id", alert.id())
                .with("path", alert.path())
                .with("description", alert.description())
                .children(AttributeSetWriter.sets("meta_attributes", alert.metaAttributes()))
                .children(AttributeSetWriter.sets(
                        "instance_attributes", alert.instanceAttributes()));
        alert.selection().ifPresent(selection -> xml.child(selection(selection)));
        alert.recipients().forEach(recipient -> xml.child(recipient(recipient)));
        return xml.build();
    }

    private static XmlElement selection(Alert.Selection selection) {
        XmlBuilder xml = new XmlBuilder("select");
        for (Alert.EventKind kind : selection.kinds()) {
            xml.child(switch (kind) {
                case NODES -> new XmlBuilder("select_nodes").build();
                case FENCING -> new XmlBuilder("select_fencing").build();
                case RESOURCES -> new XmlBuilder("select_resources").build();
                case ATTRIBUTES -> attributes(selection);
            });
        }
        return xml.build();
    }

    private static XmlElement attributes(Alert.Selection selection) {
        XmlBuilder xml = new XmlBuilder("select_attributes");
        selection.attributeNames().forEach(
                name -> xml.child(new XmlBuilder("attribute").with("name", name).build()));
        return xml.build();
    }

    private static XmlElement recipient(Alert.Recipient recipient) {
        return new XmlBuilder("recipient")
                .with("id", recipient.id())
                .with("value", recipient.value())
                .with("description", recipient.description())
                .children(AttributeSetWriter.sets("meta_attributes", recipient.metaAttributes()))
                .children(AttributeSetWriter.sets(
                        "instance_attributes", recipient.instanceAttributes()))
                .build();
    }
}
