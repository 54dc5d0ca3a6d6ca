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
    private final AttributeSetReader sets = new AttributeSetReader();
    private final ResourceReader resourceReader = new ResourceReader(sets);
    private final ConstraintReader constraintReader = new ConstraintReader(sets);
    private final AlertReader alertReader = new AlertReader(sets);

    Configuration read(XmlElement root) throws CibFormatException {
        XmlElement configuration = root.child("configuration")
                .orElseThrow(() -> root.error("has no <configuration>; add one"));
        List<Template> templates = new ArrayList<>();
        List<Resource> resources = new ArrayList<>();
        for (XmlElement element : section(configuration, "resources")) {
            if (element.name().equals("template")) {
                templates.add(resourceReader.template(element));
            } else {
                resources.add(resourceReader.resource(element));
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

    private List<AttributeSet> attributeSets(XmlElement configuration, String name)
            throws CibFormatException {
        List<AttributeSet> result = new ArrayList<>();
        for (XmlElement element : section(configuration, name)) {
            result.add(sets.read(element));
        }
        return result;
    }

    private List<Node> nodes(XmlElement configuration) throws CibFormatException {
        List<Node> result = new ArrayList<>();
        for (XmlElement element : section(configuration, "nodes")) {
            String identity = element.required("id");
            result.add(new Node(
                    new NodeId(element.attribute("uname").orElse(identity)),
                    identity,
                    switch (element.attribute("type").orElse("member")) {
                        case "remote" -> Node.NodeType.REMOTE;
                        case "ping" -> Node.NodeType.PING;
                        default -> Node.NodeType.MEMBER;
                    },
                    element.attribute("score"),
                    sets.readAll(element, "instance_attributes"),
                    sets.readAll(element, "utilization")));
        }
        return result;
    }

    private static List<Tag> tags(XmlElement configuration) throws CibFormatException {
        List<Tag> result = new ArrayList<>();
        for (XmlElement element : section(configuration, "tags")) {
            List<String> references = new ArrayList<>();
            for (XmlElement reference : element.children("obj_ref")) {
                references.add(reference.required("id"));
            }
            result.add(new Tag(new ResourceId(element.required("id")), references));
        }
        return result;
    }

    private static List<FencingLevel> fencingLevels(XmlElement configuration)
            throws CibFormatException {
        List<FencingLevel> result = new ArrayList<>();
        for (XmlElement element : section(configuration, "fencing-topology")) {
            List<ResourceId> devices = Arrays.stream(element.required("devices").split(","))
                    .map(String::strip)
                    .filter(d -> !d.isEmpty())
                    .map(ResourceId::new)
                    .toList();
            result.add(new FencingLevel(element.required("id"), index(element), target(element),
                    devices));
        }
        return result;
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
