// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Tag;
import dev.mainstay.model.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the {@code configuration} element. */
final class ConfigurationReader {
    private final Mistakes mistakes;
    private final AttributeSetReader sets;
    private final ResourceReader resourceReader;
    private final ConstraintReader constraintReader;
    private final AlertReader alertReader;

    ConfigurationReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        sets = new AttributeSetReader(mistakes);
        resourceReader = new ResourceReader(sets, mistakes);
        constraintReader = new ConstraintReader(sets, mistakes);
        alertReader = new AlertReader(sets, mistakes);
    }

    Configuration read(XmlElement root) throws CibFormatException {
        XmlElement configuration = root.child("configuration")
                .orElseThrow(() -> root.error("has no <configuration>; add one"));
        List<Template> templates = new ArrayList<>();
        List<Resource> resources = new ArrayList<>();
        for (XmlElement element : section(configuration, "resources")) {
            if (element.name().equals("template")) {
                mistakes.read(element, resourceReader::template).ifPresent(templates::add);
            } else {
                mistakes.read(element, resourceReader::resource).ifPresent(resources::add);
            }
        }
        Optional<String> accessControl = Optional.empty();
        if (configuration.child("acls").isPresent()) {
            accessControl = Optional.of(XmlText.compact(configuration.child("acls").get()));
        }
        return new Configuration(
                new TreeMap<>(root.attributes()),
                attributeSets(configuration, "crm_config"),
                nodes(configuration),
                templates,
                resources,
                constraintReader.constraints(section(configuration, "constraints")),
                tags(configuration),
                attributeSets(configuration, "rsc_defaults"),
                attributeSets(configuration, "op_defaults"),
                fencingLevels(configuration),
                alertReader.alerts(section(configuration, "alerts")),
                accessControl);
    }

    private static List<XmlElement> section(XmlElement configuration, String name) {
        return configuration.child(name).map(XmlElement::children).orElse(List.of());
    }

    private List<AttributeSet> attributeSets(XmlElement configuration, String name) {
        return mistakes.readAll(section(configuration, name), sets::read);
    }

    private List<Node> nodes(XmlElement configuration) {
        return mistakes.readAll(section(configuration, "nodes"), this::node);
    }

    private Node node(XmlElement element) throws CibFormatException {
        String identity = element.required("id");
        return new Node(
                new NodeId(element.attribute("uname").orElse(identity)),
                identity,
                switch (element.attribute("type").orElse("member")) {
                    case "remote" -> Node.NodeType.REMOTE;
                    case "ping" -> Node.NodeType.PING;
                    default -> Node.NodeType.MEMBER;
                },
                element.attribute("score"),
                sets.readAll(element, "instance_attributes"),
                sets.readAll(element, "utilization"));
    }

    private List<Tag> tags(XmlElement configuration) {
        return mistakes.readAll(section(configuration, "tags"),
                element -> new Tag(new ResourceId(element.required("id")),
                        mistakes.readAll(element.children("obj_ref"),
                                reference -> reference.required("id"))));
    }

    private List<FencingLevel> fencingLevels(XmlElement configuration) {
        return mistakes.readAll(section(configuration, "fencing-topology"),
                ConfigurationReader::fencingLevel);
    }

    private static FencingLevel fencingLevel(XmlElement element) throws CibFormatException {
        List<ResourceId> devices = Arrays.stream(element.required("devices").split(","))
                .map(String::strip)
                .filter(d -> !d.isEmpty())
                .map(ResourceId::new)
                .toList();
        return new FencingLevel(
                element.required("id"), index(element), target(element), devices);
    }

    private static int index(XmlElement element) throws CibFormatException {
        try {
            return Integer.parseInt(element.required("index").strip());
        } catch (NumberFormatException e) {
            throw element.error("has an index that is not a number; use 1 to 9");
        }
    }

    private static FencingLevel.Target target(XmlElement element) throws CibFormatException {
        Optional<FencingLevel.Target> target = element
                .attribute("target").<FencingLevel.Target>map(
                        t -> new FencingLevel.Target.Name(new NodeId(t)))
                .or(() -> element.attribute("target-pattern")
                        .map(FencingLevel.Target.Pattern::new));
        if (target.isPresent()) {
            return target.get();
        }
        return new FencingLevel.Target.AttributeValue(
                element.required("target-attribute"), element.required("target-value"));
    }
}
