// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ConfigurationProto;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.ConfigurationEdit.PutAlert;
import dev.mainstay.state.ConfigurationEdit.PutAttributeSet;
import dev.mainstay.state.ConfigurationEdit.PutConstraint;
import dev.mainstay.state.ConfigurationEdit.PutFencingLevel;
import dev.mainstay.state.ConfigurationEdit.PutNode;
import dev.mainstay.state.ConfigurationEdit.PutResource;
import dev.mainstay.state.ConfigurationEdit.PutTag;
import dev.mainstay.state.ConfigurationEdit.PutTemplate;
import dev.mainstay.state.ConfigurationEdit.RaiseNodeAttribute;
import dev.mainstay.state.ConfigurationEdit.Remove;
import dev.mainstay.state.ConfigurationEdit.SetNodeAttribute;
import dev.mainstay.state.ConfigurationEdit.SetProperty;
import dev.mainstay.state.ConfigurationSection;
import java.util.Optional;

/** Single edits of a configuration. */
final class EditCodec {

    private EditCodec() {}

    static ConfigurationProto.ConfigurationEdit encode(ConfigurationEdit edit) {
        var message = ConfigurationProto.ConfigurationEdit.newBuilder();
        switch (edit) {
            case PutAttributeSet put ->
                    message.setPutAttributeSet(ConfigurationProto.PutAttributeSet.newBuilder()
                            .setSection(encode(put.section()))
                            .setSet(AttributeCodec.encode(put.set())));
            case PutNode(var node) -> message.setPutNode(ConfigurationCodec.encode(node));
            case PutTemplate(var template) ->
                    message.setPutTemplate(ResourceCodec.encode(template));
            case PutResource(var resource) ->
                    message.setPutResource(ResourceCodec.encode(resource));
            case PutConstraint(var constraint) ->
                    message.setPutConstraint(ConstraintCodec.encode(constraint));
            case PutTag(var tag) -> message.setPutTag(ConfigurationCodec.encode(tag));
            case PutFencingLevel(var level) ->
                    message.setPutFencingLevel(ConfigurationCodec.encode(level));
            case PutAlert(var alert) -> message.setPutAlert(AlertCodec.encode(alert));
            case SetProperty set -> message.setSetProperty(encode(set));
            case SetNodeAttribute set -> message.setSetNodeAttribute(encode(set));
            case RaiseNodeAttribute(var node, var name, var by) ->
                    message.setRaiseNodeAttribute(
                            ConfigurationProto.RaiseNodeAttribute.newBuilder()
                                    .setNode(node.value())
                                    .setName(name)
                                    .setBy(by));
            case Remove(var section, var id) ->
                    message.setRemove(ConfigurationProto.RemoveElement.newBuilder()
                            .setSection(encode(section))
                            .setId(id));
        }
        return message.build();
    }

    static ConfigurationEdit edit(ConfigurationProto.ConfigurationEdit message)
            throws MalformedField {
        return switch (message.getEditCase()) {
            case PUT_ATTRIBUTE_SET -> decode("putAttributeSet", message.getPutAttributeSet(),
                    EditCodec::putAttributeSet);
            case PUT_NODE -> new PutNode(
                    decode("putNode", message.getPutNode(), ConfigurationCodec::node));
            case PUT_TEMPLATE -> new PutTemplate(
                    decode("putTemplate", message.getPutTemplate(), ResourceCodec::template));
            case PUT_RESOURCE -> new PutResource(
                    decode("putResource", message.getPutResource(), ResourceCodec::resource));
            case PUT_CONSTRAINT -> new PutConstraint(decode("putConstraint",
                    message.getPutConstraint(), ConstraintCodec::constraint));
            case PUT_TAG -> new PutTag(
                    decode("putTag", message.getPutTag(), ConfigurationCodec::tag));
            case PUT_FENCING_LEVEL -> new PutFencingLevel(decode("putFencingLevel",
                    message.getPutFencingLevel(), ConfigurationCodec::level));
            case PUT_ALERT -> new PutAlert(
                    decode("putAlert", message.getPutAlert(), AlertCodec::alert));
            case SET_PROPERTY -> decode("setProperty", message.getSetProperty(),
                    EditCodec::setProperty);
            case SET_NODE_ATTRIBUTE -> decode("setNodeAttribute", message.getSetNodeAttribute(),
                    EditCodec::setNodeAttribute);
            case RAISE_NODE_ATTRIBUTE -> decode("raiseNodeAttribute",
                    message.getRaiseNodeAttribute(), EditCodec::raiseNodeAttribute);
            case REMOVE -> decode("remove", message.getRemove(), EditCodec::remove);
            case EDIT_NOT_SET -> throw unknownKind("");
        };
    }

    private static PutAttributeSet putAttributeSet(ConfigurationProto.PutAttributeSet message)
            throws MalformedField {
        return new PutAttributeSet(
                attributeSection(message.getSection()),
                decode("set", message.getSet(), AttributeCodec::set));
    }

    private static ConfigurationProto.SetProperty encode(SetProperty set) {
        var message = ConfigurationProto.SetProperty.newBuilder()
                .setSection(encode(set.section()))
                .setName(set.name());
        set.value().ifPresent(message::setValue);
        return message.build();
    }

    private static SetProperty setProperty(ConfigurationProto.SetProperty message)
            throws MalformedField {
        return new SetProperty(
                attributeSection(message.getSection()),
                required("name", message.getName()),
                message.hasValue() ? Optional.of(message.getValue()) : Optional.empty());
    }

    private static ConfigurationProto.SetNodeAttribute encode(SetNodeAttribute set) {
        var message = ConfigurationProto.SetNodeAttribute.newBuilder()
                .setNode(set.node().value())
                .setName(set.name());
        set.value().ifPresent(message::setValue);
        return message.build();
    }

    private static SetNodeAttribute setNodeAttribute(ConfigurationProto.SetNodeAttribute message)
            throws MalformedField {
        return new SetNodeAttribute(
                new NodeId(required("node", message.getNode())),
                required("name", message.getName()),
                message.hasValue() ? Optional.of(message.getValue()) : Optional.empty());
    }

    private static RaiseNodeAttribute raiseNodeAttribute(
            ConfigurationProto.RaiseNodeAttribute message) throws MalformedField {
        return new RaiseNodeAttribute(
                new NodeId(required("node", message.getNode())),
                required("name", message.getName()),
                message.getBy());
    }

    private static Remove remove(ConfigurationProto.RemoveElement message) throws MalformedField {
        return new Remove(section(message.getSection()), required("id", message.getId()));
    }

    private static ConfigurationSection attributeSection(
            ConfigurationProto.ConfigurationSection message) throws MalformedField {
        ConfigurationSection section = section(message);
        if (!section.holdsAttributeSets()) {
            throw new MalformedField("section",
                    section.text() + " do not consist of blocks of attributes");
        }
        return section;
    }

    private static ConfigurationProto.ConfigurationSection encode(ConfigurationSection section) {
        return ConfigurationProto.ConfigurationSection.valueOf(section.name());
    }

    private static ConfigurationSection section(ConfigurationProto.ConfigurationSection message)
            throws MalformedField {
        return switch (message) {
            case CLUSTER_PROPERTIES -> ConfigurationSection.CLUSTER_PROPERTIES;
            case NODES -> ConfigurationSection.NODES;
            case TEMPLATES -> ConfigurationSection.TEMPLATES;
            case RESOURCES -> ConfigurationSection.RESOURCES;
            case CONSTRAINTS -> ConfigurationSection.CONSTRAINTS;
            case TAGS -> ConfigurationSection.TAGS;
            case RESOURCE_DEFAULTS -> ConfigurationSection.RESOURCE_DEFAULTS;
            case OPERATION_DEFAULTS -> ConfigurationSection.OPERATION_DEFAULTS;
            case FENCING_LEVELS -> ConfigurationSection.FENCING_LEVELS;
            case ALERTS -> ConfigurationSection.ALERTS;
            case CONFIGURATION_SECTION_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("section");
        };
    }
}
