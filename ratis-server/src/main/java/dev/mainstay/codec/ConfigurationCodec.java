// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.AttributeCodec.encodeSets;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Tag;
import dev.mainstay.proto.v1.ConfigurationProto;
import dev.mainstay.state.ConfigurationEdit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The configuration and edits of it, between the model and protobuf. */
public final class ConfigurationCodec {

    private ConfigurationCodec() {}

    public static ConfigurationProto.Configuration encode(Configuration configuration) {
        var message = ConfigurationProto.Configuration.newBuilder()
                .putAllDocumentAttributes(configuration.documentAttributes())
                .addAllClusterProperties(encodeSets(configuration.clusterProperties()))
                .addAllResourceDefaults(encodeSets(configuration.resourceDefaults()))
                .addAllOperationDefaults(encodeSets(configuration.operationDefaults()));
        configuration.nodes().forEach(node -> message.addNodes(encode(node)));
        configuration.templates()
                .forEach(template -> message.addTemplates(ResourceCodec.encode(template)));
        configuration.resources()
                .forEach(resource -> message.addResources(ResourceCodec.encode(resource)));
        configuration.constraints()
                .forEach(constraint -> message.addConstraints(ConstraintCodec.encode(constraint)));
        configuration.tags().forEach(tag -> message.addTags(encode(tag)));
        configuration.fencingLevels().forEach(level -> message.addFencingLevels(encode(level)));
        configuration.alerts().forEach(alert -> message.addAlerts(AlertCodec.encode(alert)));
        configuration.accessControl().ifPresent(message::setAccessControl);
        return message.build();
    }

    /** Names the field when the message has no meaning as a configuration. */
    public static Decoded<Configuration> decode(ConfigurationProto.Configuration message) {
        try {
            return new Decoded.Valid<>(configuration(message));
        } catch (MalformedField e) {
            return new Decoded.Malformed<>(e.field(), e.reason());
        }
    }

    public static ConfigurationProto.ConfigurationEdits encode(List<ConfigurationEdit> edits) {
        return ConfigurationProto.ConfigurationEdits.newBuilder()
                .addAllEdits(edits.stream().map(EditCodec::encode).toList())
                .build();
    }

    /** Names the field when the message has no meaning as edits. */
    public static Decoded<List<ConfigurationEdit>> decode(
            ConfigurationProto.ConfigurationEdits message) {
        try {
            return new Decoded.Valid<>(List.copyOf(edits(message)));
        } catch (MalformedField e) {
            return new Decoded.Malformed<>(e.field(), e.reason());
        }
    }

    static List<ConfigurationEdit> edits(ConfigurationProto.ConfigurationEdits message)
            throws MalformedField {
        return decodeAll("edits", message.getEditsList(), EditCodec::edit);
    }

    static Configuration configuration(ConfigurationProto.Configuration message)
            throws MalformedField {
        return new Configuration(
                new TreeMap<>(message.getDocumentAttributesMap()),
                decodeAll("clusterProperties", message.getClusterPropertiesList(),
                        AttributeCodec::set),
                decodeAll("nodes", message.getNodesList(), ConfigurationCodec::node),
                decodeAll("templates", message.getTemplatesList(), ResourceCodec::template),
                decodeAll("resources", message.getResourcesList(), ResourceCodec::resource),
                decodeAll("constraints", message.getConstraintsList(),
                        ConstraintCodec::constraint),
                decodeAll("tags", message.getTagsList(), ConfigurationCodec::tag),
                decodeAll("resourceDefaults", message.getResourceDefaultsList(),
                        AttributeCodec::set),
                decodeAll("operationDefaults", message.getOperationDefaultsList(),
                        AttributeCodec::set),
                decodeAll("fencingLevels", message.getFencingLevelsList(),
                        ConfigurationCodec::level),
                decodeAll("alerts", message.getAlertsList(), AlertCodec::alert),
                message.hasAccessControl()
                        ? Optional.of(message.getAccessControl())
                        : Optional.empty());
    }

    static ConfigurationProto.Node encode(Node node) {
        var message = ConfigurationProto.Node.newBuilder()
                .setName(node.name().value())
                .setIdentity(node.identity())
                .setType(switch (node.type()) {
                    case MEMBER -> ConfigurationProto.Node.Type.MEMBER;
                    case REMOTE -> ConfigurationProto.Node.Type.REMOTE;
                    case PING -> ConfigurationProto.Node.Type.PING;
                })
                .addAllAttributes(encodeSets(node.attributes()))
                .addAllUtilization(encodeSets(node.utilization()));
        node.score().ifPresent(message::setScore);
        return message.build();
    }

    static Node node(ConfigurationProto.Node message) throws MalformedField {
        return new Node(
                new NodeId(required("name", message.getName())),
                message.getIdentity(),
                switch (message.getType()) {
                    case MEMBER -> Node.NodeType.MEMBER;
                    case REMOTE -> Node.NodeType.REMOTE;
                    case PING -> Node.NodeType.PING;
                    case UNRECOGNIZED -> throw unknownKind("type");
                },
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                decodeAll("attributes", message.getAttributesList(), AttributeCodec::set),
                decodeAll("utilization", message.getUtilizationList(), AttributeCodec::set));
    }

    static ConfigurationProto.Tag encode(Tag tag) {
        return ConfigurationProto.Tag.newBuilder()
                .setId(tag.id().value())
                .addAllReferences(tag.references())
                .build();
    }

    static Tag tag(ConfigurationProto.Tag message) throws MalformedField {
        return new Tag(
                new ResourceId(required("id", message.getId())),
                message.getReferencesList());
    }

    static ConfigurationProto.FencingLevel encode(FencingLevel level) {
        var message = ConfigurationProto.FencingLevel.newBuilder()
                .setId(level.id())
                .setIndex(level.index())
                .addAllDevices(level.devices().stream().map(ResourceId::value).toList());
        switch (level.target()) {
            case FencingLevel.Target.Name(NodeId node) -> message.setNode(node.value());
            case FencingLevel.Target.Pattern(String expression) -> message.setPattern(expression);
            case FencingLevel.Target.AttributeValue(String attribute, String value) ->
                    message.setAttribute(
                            ConfigurationProto.FencingLevel.AttributeTarget.newBuilder()
                                    .setAttribute(attribute)
                                    .setValue(value));
        }
        return message.build();
    }

    static FencingLevel level(ConfigurationProto.FencingLevel message) throws MalformedField {
        FencingLevel.Target target = switch (message.getTargetCase()) {
            case NODE -> new FencingLevel.Target.Name(new NodeId(message.getNode()));
            case PATTERN -> new FencingLevel.Target.Pattern(message.getPattern());
            case ATTRIBUTE -> new FencingLevel.Target.AttributeValue(
                    message.getAttribute().getAttribute(), message.getAttribute().getValue());
            case TARGET_NOT_SET -> throw unknownKind("target");
        };
        return new FencingLevel(
                required("id", message.getId()),
                message.getIndex(),
                target,
                message.getDevicesList().stream().map(ResourceId::new).toList());
    }
}
