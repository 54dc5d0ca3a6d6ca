// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the {@code configuration} element, a section for each list that is not empty. */
final class ConfigurationWriter {
    private ConfigurationWriter() {}

    /** @throws CibFormatException if the access control lists are not XML */
    static XmlElement configuration(Configuration written) throws CibFormatException {
        XmlBuilder xml = new XmlBuilder("configuration");
        // These four are there even when empty: Pacemaker's schemas want them.
        xml.child(section("crm_config", AttributeSetWriter.sets(
                "cluster_property_set", written.clusterProperties())));
        xml.child(section("nodes",
                written.nodes().stream().map(ConfigurationWriter::node).toList()));
        xml.child(section("resources", Stream.concat(
                written.templates().stream().map(ResourceWriter::template),
                written.resources().stream().map(ResourceWriter::resource)).toList()));
        xml.child(section("constraints",
                written.constraints().stream().map(ConstraintWriter::constraint).toList()));
        optional(xml, "rsc_defaults", AttributeSetWriter.sets(
                "meta_attributes", written.resourceDefaults()));
        optional(xml, "op_defaults", AttributeSetWriter.sets(
                "meta_attributes", written.operationDefaults()));
        optional(xml, "fencing-topology",
                written.fencingLevels().stream().map(ConfigurationWriter::level).toList());
        if (written.accessControl().isPresent()) {
            xml.child(accessControl(written.accessControl().get()));
        }
        optional(xml, "tags", written.tags().stream().map(ConfigurationWriter::tag).toList());
        optional(xml, "alerts", written.alerts().stream().map(AlertWriter::alert).toList());
        return xml.build();
    }

    private static XmlElement section(String name, List<XmlElement> elements) {
        return new XmlBuilder(name).children(elements).build();
    }

    private static void optional(XmlBuilder xml, String name, List<XmlElement> elements) {
        if (!elements.isEmpty()) {
            xml.child(section(name, elements));
        }
    }

    private static XmlElement node(Node node) {
        return new XmlBuilder("node")
                .with("id", node.identity())
                .with("uname", node.name().value())
                .with("type", switch (node.type()) {
                    case MEMBER -> Optional.empty();
                    case REMOTE -> Optional.of("remote");
                    case PING -> Optional.of("ping");
                })
                .with("score", node.score())
                .children(AttributeSetWriter.sets("instance_attributes", node.attributes()))
                .children(AttributeSetWriter.sets("utilization", node.utilization()))
                .build();
    }

    private static XmlElement tag(Tag tag) {
        XmlBuilder xml = new XmlBuilder("tag").with("id", tag.id().value());
        tag.references().forEach(reference -> xml.child(
                new XmlBuilder("obj_ref").with("id", reference).build()));
        return xml.build();
    }

    private static XmlElement level(FencingLevel level) {
        XmlBuilder xml = new XmlBuilder("fencing-level").with("id", level.id());
        switch (level.target()) {
            case FencingLevel.Target.Name(var node) -> xml.with("target", node.value());
            case FencingLevel.Target.Pattern(var expression) ->
                    xml.with("target-pattern", expression);
            case FencingLevel.Target.AttributeValue(var attribute, var value) ->
                    xml.with("target-attribute", attribute).with("target-value", value);
        }
        return xml.with("index", Integer.toString(level.index()))
                .with("devices", level.devices().stream()
                        .map(Object::toString).collect(Collectors.joining(",")))
                .build();
    }

    private static XmlElement accessControl(String text) throws CibFormatException {
        try {
            return XmlParser.parse(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CibFormatException e) {
            throw new CibFormatException("the access control lists are not XML: "
                    + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
