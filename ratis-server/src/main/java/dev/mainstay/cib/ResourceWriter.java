// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

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
import java.util.List;
import java.util.Optional;

/** Writes primitives, groups, clones, bundles and templates. */
final class ResourceWriter {
    private ResourceWriter() {}

    static XmlElement template(Template template) {
        XmlBuilder xml = agent(begin("template", template.id()), Optional.of(template.agent()));
        return operations(options(xml, template.options()), template.operations()).build();
    }

    static XmlElement resource(Resource resource) {
        return switch (resource) {
            case Primitive primitive -> primitive(primitive);
            case Group group -> {
                XmlBuilder xml = options(begin("group", group.id()), group.options());
                group.members().forEach(member -> xml.child(primitive(member)));
                yield xml.build();
            }
            case Clone clone -> options(begin(element(clone), clone.id()), clone.options())
                    .child(resource(clone.child()))
                    .build();
            case Bundle bundle -> bundle(bundle);
        };
    }

    private static String element(Clone clone) {
        return switch (clone.promotability()) {
            case BY_META_ATTRIBUTE -> "clone";
            case BY_ELEMENT -> "master";
        };
    }

    private static XmlElement primitive(Primitive primitive) {
        XmlBuilder xml = agent(begin("primitive", primitive.id()), primitive.agent())
                .with("template", primitive.template());
        return operations(options(xml, primitive.options()), primitive.operations()).build();
    }

    private static XmlElement bundle(Bundle bundle) {
        XmlBuilder xml = options(begin("bundle", bundle.id()), bundle.options())
                .child(new XmlBuilder(bundle.container().technology())
                        .withAll(bundle.container().options())
                        .build());
        bundle.network().ifPresent(network -> xml.child(new XmlBuilder("network")
                .with("id", network.id())
                .withAll(network.options())
                .children(mappings("port-mapping", network.ports()))
                .build()));
        bundle.storage().ifPresent(storage -> xml.child(new XmlBuilder("storage")
                .with("id", storage.id())
                .children(mappings("storage-mapping", storage.mappings()))
                .build()));
        bundle.primitive().ifPresent(primitive -> xml.child(primitive(primitive)));
        return xml.build();
    }

    private static List<XmlElement> mappings(String name, List<Bundle.Mapping> mappings) {
        return mappings.stream()
                .map(mapping -> new XmlBuilder(name)
                        .with("id", mapping.id()).withAll(mapping.options()).build())
                .toList();
    }

    private static XmlBuilder begin(String element, ResourceId id) {
        return new XmlBuilder(element).with("id", id.value());
    }

    private static XmlBuilder agent(XmlBuilder xml, Optional<AgentName> agent) {
        agent.ifPresent(given -> xml
                .with("class", given.standard())
                .with("provider", given.provider())
                .with("type", given.type()));
        return xml;
    }

    private static XmlBuilder options(XmlBuilder xml, ResourceOptions options) {
        return xml.with("description", options.description())
                .children(AttributeSetWriter.sets("meta_attributes", options.metaAttributes()))
                .children(AttributeSetWriter.sets(
                        "instance_attributes", options.instanceAttributes()))
                .children(AttributeSetWriter.sets("utilization", options.utilization()));
    }

    private static XmlBuilder operations(XmlBuilder xml, OperationList list) {
        if (list.equals(OperationList.EMPTY)) {
            return xml;
        }
        return xml.child(new XmlBuilder("operations")
                .with("id", list.id())
                .with("id-ref", list.reference())
                .children(list.operations().stream().map(ResourceWriter::operation).toList())
                .build());
    }

    /** Name and interval of a mere reference are those of the operation that it refers to. */
    private static XmlElement operation(Operation operation) {
        boolean reference = operation.reference().isPresent();
        return new XmlBuilder("op")
                .with("id", operation.id())
                .with("id-ref", operation.reference())
                .with("name", Optional.of(operation.name())
                        .filter(name -> !reference || !name.isEmpty()))
                .with("interval", Optional.of(operation.interval())
                        .filter(interval -> !reference
                                || !interval.equals(ResourceReader.ON_DEMAND)))
                .withAll(operation.options())
                .children(AttributeSetWriter.sets("meta_attributes", operation.metaAttributes()))
                .children(AttributeSetWriter.sets(
                        "instance_attributes", operation.instanceAttributes()))
                .build();
    }
}
