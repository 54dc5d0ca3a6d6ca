// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.AttributeCodec.encodeSets;
import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.Template;
import dev.mainstay.proto.v1.ConfigurationProto;
import java.util.Optional;
import java.util.TreeMap;

/** Primitives, groups, clones and templates, with their options and operations. */
final class ResourceCodec {

    private ResourceCodec() {}

    static ConfigurationProto.Resource encode(Resource resource) {
        var message = ConfigurationProto.Resource.newBuilder();
        switch (resource) {
            case Primitive primitive -> message.setPrimitive(encode(primitive));
            case Group group -> message.setGroup(encode(group));
            case Clone clone -> message.setClone(encode(clone));
            case Bundle bundle -> message.setBundle(BundleCodec.encode(bundle));
        }
        return message.build();
    }

    static Resource resource(ConfigurationProto.Resource message) throws MalformedField {
        return switch (message.getKindCase()) {
            case PRIMITIVE -> decode("primitive", message.getPrimitive(), ResourceCodec::primitive);
            case GROUP -> decode("group", message.getGroup(), ResourceCodec::group);
            case CLONE -> decode("clone", message.getClone(), ResourceCodec::clone);
            case BUNDLE -> decode("bundle", message.getBundle(), BundleCodec::bundle);
            case KIND_NOT_SET -> throw unknownKind("");
        };
    }

    static ConfigurationProto.Primitive encode(Primitive primitive) {
        var message = ConfigurationProto.Primitive.newBuilder()
                .setId(primitive.id().value())
                .setOptions(encode(primitive.options()))
                .setOperations(encode(primitive.operations()));
        primitive.template().ifPresent(template -> message.setTemplate(template.value()));
        primitive.agent().ifPresent(agent -> message.setAgent(encode(agent)));
        return message.build();
    }

    static Primitive primitive(ConfigurationProto.Primitive message) throws MalformedField {
        if (message.hasTemplate() == message.hasAgent()) {
            throw new MalformedField("agent", "either an agent or a template has to be given");
        }
        return new Primitive(
                new ResourceId(required("id", message.getId())),
                message.hasTemplate()
                        ? Optional.of(new ResourceId(required("template", message.getTemplate())))
                        : Optional.empty(),
                message.hasAgent()
                        ? Optional.of(decode("agent", message.getAgent(), ResourceCodec::agent))
                        : Optional.empty(),
                decode("options", message.getOptions(), ResourceCodec::options),
                decode("operations", message.getOperations(), ResourceCodec::operations));
    }

    static ConfigurationProto.Template encode(Template template) {
        return ConfigurationProto.Template.newBuilder()
                .setId(template.id().value())
                .setAgent(encode(template.agent()))
                .setOptions(encode(template.options()))
                .setOperations(encode(template.operations()))
                .build();
    }

    static Template template(ConfigurationProto.Template message) throws MalformedField {
        return new Template(
                new ResourceId(required("id", message.getId())),
                decode("agent", message.getAgent(), ResourceCodec::agent),
                decode("options", message.getOptions(), ResourceCodec::options),
                decode("operations", message.getOperations(), ResourceCodec::operations));
    }

    static ConfigurationProto.ResourceOptions encode(ResourceOptions options) {
        var message = ConfigurationProto.ResourceOptions.newBuilder()
                .addAllInstanceAttributes(encodeSets(options.instanceAttributes()))
                .addAllMetaAttributes(encodeSets(options.metaAttributes()))
                .addAllUtilization(encodeSets(options.utilization()));
        options.description().ifPresent(message::setDescription);
        return message.build();
    }

    static ResourceOptions options(ConfigurationProto.ResourceOptions message)
            throws MalformedField {
        return new ResourceOptions(
                message.hasDescription() ? Optional.of(message.getDescription()) : Optional.empty(),
                decodeAll("instanceAttributes", message.getInstanceAttributesList(),
                        AttributeCodec::set),
                decodeAll("metaAttributes", message.getMetaAttributesList(), AttributeCodec::set),
                decodeAll("utilization", message.getUtilizationList(), AttributeCodec::set));
    }

    static ConfigurationProto.AgentName encode(AgentName agent) {
        var message = ConfigurationProto.AgentName.newBuilder()
                .setStandard(agent.standard())
                .setType(agent.type());
        agent.provider().ifPresent(message::setProvider);
        return message.build();
    }

    static AgentName agent(ConfigurationProto.AgentName message) throws MalformedField {
        return new AgentName(
                required("standard", message.getStandard()),
                message.hasProvider() ? Optional.of(message.getProvider()) : Optional.empty(),
                required("type", message.getType()));
    }

    private static ConfigurationProto.Group encode(Group group) {
        return ConfigurationProto.Group.newBuilder()
                .setId(group.id().value())
                .setOptions(encode(group.options()))
                .addAllMembers(group.members().stream().map(ResourceCodec::encode).toList())
                .build();
    }

    private static Group group(ConfigurationProto.Group message) throws MalformedField {
        return new Group(
                new ResourceId(required("id", message.getId())),
                decode("options", message.getOptions(), ResourceCodec::options),
                decodeAll("members", message.getMembersList(), ResourceCodec::primitive));
    }

    private static ConfigurationProto.Clone encode(Clone clone) {
        return ConfigurationProto.Clone.newBuilder()
                .setId(clone.id().value())
                .setOptions(encode(clone.options()))
                .setPromotableElement(clone.promotability() == Clone.Promotability.BY_ELEMENT)
                .setChild(encode(clone.child()))
                .build();
    }

    private static Clone clone(ConfigurationProto.Clone message) throws MalformedField {
        return new Clone(
                new ResourceId(required("id", message.getId())),
                decode("options", message.getOptions(), ResourceCodec::options),
                message.getPromotableElement()
                        ? Clone.Promotability.BY_ELEMENT
                        : Clone.Promotability.BY_META_ATTRIBUTE,
                decode("child", message.getChild(), ResourceCodec::resource));
    }

    private static ConfigurationProto.OperationList encode(OperationList list) {
        var message = ConfigurationProto.OperationList.newBuilder();
        list.id().ifPresent(message::setId);
        list.reference().ifPresent(message::setReference);
        list.operations().forEach(operation -> message.addOperations(encode(operation)));
        return message.build();
    }

    private static OperationList operations(ConfigurationProto.OperationList message)
            throws MalformedField {
        return new OperationList(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                message.hasReference() ? Optional.of(message.getReference()) : Optional.empty(),
                decodeAll("operations", message.getOperationsList(), ResourceCodec::operation));
    }

    private static ConfigurationProto.Operation encode(Operation operation) {
        var message = ConfigurationProto.Operation.newBuilder()
                .setName(operation.name())
                .setInterval(operation.interval())
                .putAllOptions(operation.options())
                .addAllInstanceAttributes(encodeSets(operation.instanceAttributes()))
                .addAllMetaAttributes(encodeSets(operation.metaAttributes()));
        operation.id().ifPresent(message::setId);
        operation.reference().ifPresent(message::setReference);
        return message.build();
    }

    private static Operation operation(ConfigurationProto.Operation message)
            throws MalformedField {
        return new Operation(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                message.hasReference() ? Optional.of(message.getReference()) : Optional.empty(),
                message.getName(),
                message.getInterval(),
                new TreeMap<>(message.getOptionsMap()),
                decodeAll("instanceAttributes", message.getInstanceAttributesList(),
                        AttributeCodec::set),
                decodeAll("metaAttributes", message.getMetaAttributesList(), AttributeCodec::set));
    }
}
