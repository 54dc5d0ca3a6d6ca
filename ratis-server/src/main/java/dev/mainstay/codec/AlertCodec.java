// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.AttributeCodec.encodeSets;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.Alert;
import dev.mainstay.proto.v1.ConfigurationProto;
import java.util.Optional;

/** Programs that are told of events. */
final class AlertCodec {

    private AlertCodec() {}

    static ConfigurationProto.Alert encode(Alert alert) {
        var message = ConfigurationProto.Alert.newBuilder()
                .setId(alert.id())
                .setPath(alert.path())
                .addAllInstanceAttributes(encodeSets(alert.instanceAttributes()))
                .addAllMetaAttributes(encodeSets(alert.metaAttributes()))
                .addAllRecipients(alert.recipients().stream().map(AlertCodec::encode).toList());
        alert.description().ifPresent(message::setDescription);
        alert.selection().ifPresent(selection -> message.setSelection(encode(selection)));
        return message.build();
    }

    static Alert alert(ConfigurationProto.Alert message) throws MalformedField {
        return new Alert(
                required("id", message.getId()),
                required("path", message.getPath()),
                message.hasDescription() ? Optional.of(message.getDescription()) : Optional.empty(),
                decodeAll("instanceAttributes", message.getInstanceAttributesList(),
                        AttributeCodec::set),
                decodeAll("metaAttributes", message.getMetaAttributesList(), AttributeCodec::set),
                message.hasSelection()
                        ? Optional.of(selection(message.getSelection()))
                        : Optional.empty(),
                decodeAll("recipients", message.getRecipientsList(), AlertCodec::recipient));
    }

    private static ConfigurationProto.Alert.Selection encode(Alert.Selection selection) {
        return ConfigurationProto.Alert.Selection.newBuilder()
                .addAllKinds(selection.kinds().stream()
                        .map(kind -> ConfigurationProto.Alert.EventKind.valueOf(kind.name()))
                        .toList())
                .addAllAttributeNames(selection.attributeNames())
                .build();
    }

    private static Alert.Selection selection(ConfigurationProto.Alert.Selection message)
            throws MalformedField {
        return new Alert.Selection(
                decodeAll("kinds", message.getKindsList(), AlertCodec::kind),
                message.getAttributeNamesList());
    }

    private static Alert.EventKind kind(ConfigurationProto.Alert.EventKind kind)
            throws MalformedField {
        return switch (kind) {
            case NODES -> Alert.EventKind.NODES;
            case FENCING -> Alert.EventKind.FENCING;
            case RESOURCES -> Alert.EventKind.RESOURCES;
            case ATTRIBUTES -> Alert.EventKind.ATTRIBUTES;
            case UNRECOGNIZED -> throw unknownKind("");
        };
    }

    private static ConfigurationProto.Alert.Recipient encode(Alert.Recipient recipient) {
        var message = ConfigurationProto.Alert.Recipient.newBuilder()
                .setId(recipient.id())
                .setValue(recipient.value())
                .addAllInstanceAttributes(encodeSets(recipient.instanceAttributes()))
                .addAllMetaAttributes(encodeSets(recipient.metaAttributes()));
        recipient.description().ifPresent(message::setDescription);
        return message.build();
    }

    private static Alert.Recipient recipient(ConfigurationProto.Alert.Recipient message)
            throws MalformedField {
        return new Alert.Recipient(
                required("id", message.getId()),
                message.getValue(),
                message.hasDescription() ? Optional.of(message.getDescription()) : Optional.empty(),
                decodeAll("instanceAttributes", message.getInstanceAttributesList(),
                        AttributeCodec::set),
                decodeAll("metaAttributes", message.getMetaAttributesList(), AttributeCodec::set));
    }
}
