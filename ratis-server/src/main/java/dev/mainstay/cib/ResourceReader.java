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
import java.util.TreeMap;

/** Reads primitives, groups, clones, bundles and templates. */
final class ResourceReader {
    /** The interval of an operation that does not recur. */
    static final String ON_DEMAND = "0";

    private final AttributeSetReader sets;
    private final Mistakes mistakes;

    ResourceReader(AttributeSetReader sets, Mistakes mistakes) {
        this.sets = sets;
        this.mistakes = mistakes;
    }

    Resource resource(XmlElement element) throws CibFormatException {
        return switch (element.name()) {
            case "primitive" -> primitive(element);
            case "group" -> group(element);
            case "clone" -> clone(element, Clone.Promotability.BY_META_ATTRIBUTE);
            case "master" -> clone(element, Clone.Promotability.BY_ELEMENT);
            case "bundle" -> bundle(element);
            default -> throw element.error("is not a kind of resource");
        };
    }

    Template template(XmlElement element) throws CibFormatException {
        return new Template(id(element), agent(element), options(element), operations(element));
    }

    static AgentName agent(XmlElement element) throws CibFormatException {
        return new AgentName(element.required("class"), element.attribute("provider"),
                element.required("type"));
    }

    private Primitive primitive(XmlElement element) throws CibFormatException {
        Optional<ResourceId> template = element.attribute("template").map(ResourceId::new);
        Optional<AgentName> agent =
                template.isPresent() ? Optional.empty() : Optional.of(agent(element));
        return new Primitive(id(element), template, agent, options(element), operations(element));
    }

    private Group group(XmlElement element) throws CibFormatException {
        return new Group(id(element), options(element),
                mistakes.readAll(element.children("primitive"), this::primitive));
    }

    private Clone clone(XmlElement element, Clone.Promotability promotability)
            throws CibFormatException {
        XmlElement child = element.children().stream()
                .filter(c -> c.name().equals("primitive") || c.name().equals("group"))
                .findFirst()
                .orElseThrow(() -> element.error("clones nothing; put a primitive or group in it"));
        return new Clone(id(element), options(element), promotability, resource(child));
    }

    private Bundle bundle(XmlElement element) throws CibFormatException {
        XmlElement container = element.children().stream()
                .filter(c -> List.of("docker", "podman", "rkt").contains(c.name()))
                .findFirst()
                .orElseThrow(() -> element.error("names no container technology"));
        Optional<Bundle.Network> network = element.child("network")
                .map(found -> new Bundle.Network(
                        found.attribute("id"), optionsBesideId(found), mappings(found)));
        Optional<Bundle.Storage> storage = element.child("storage")
                .map(found -> new Bundle.Storage(found.attribute("id"), mappings(found)));
        Optional<Primitive> primitive = element.child("primitive")
                .flatMap(child -> mistakes.read(child, this::primitive));
        return new Bundle(id(element), options(element),
                new Bundle.Container(container.name(), new TreeMap<>(container.attributes())),
                network, storage, primitive);
    }

    private List<Bundle.Mapping> mappings(XmlElement parent) {
        return mistakes.readAll(parent.children(), element -> new Bundle.Mapping(
                element.required("id"), optionsBesideId(element)));
    }

    private static TreeMap<String, String> optionsBesideId(XmlElement element) {
        TreeMap<String, String> options = new TreeMap<>(element.attributes());
        options.remove("id");
        return options;
    }

    private ResourceOptions options(XmlElement element) {
        return new ResourceOptions(
                element.attribute("description"),
                sets.readAll(element, "instance_attributes"),
                sets.readAll(element, "meta_attributes"),
                sets.readAll(element, "utilization"));
    }

    private OperationList operations(XmlElement element) {
        Optional<XmlElement> found = element.child("operations");
        if (found.isEmpty()) {
            return OperationList.EMPTY;
        }
        return new OperationList(found.get().attribute("id"), found.get().attribute("id-ref"),
                mistakes.readAll(found.get().children("op"), this::operation));
    }

    private Operation operation(XmlElement element) throws CibFormatException {
        TreeMap<String, String> options = new TreeMap<>(element.attributes());
        List.of("id", "id-ref", "name", "interval").forEach(options::remove);
        Optional<String> reference = element.attribute("id-ref");
        String name = reference.isPresent()
                ? element.attribute("name").orElse("")
                : element.required("name");
        return new Operation(element.attribute("id"), reference, name,
                element.attribute("interval").orElse(ON_DEMAND), options,
                sets.readAll(element, "instance_attributes"),
                sets.readAll(element, "meta_attributes"));
    }

    private static ResourceId id(XmlElement element) throws CibFormatException {
        return new ResourceId(element.required("id"));
    }
}
