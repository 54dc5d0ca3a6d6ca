// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.rhcs;

import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.AgentDescription.Action;
import dev.mainstay.fence.driver.AgentDescription.Need;
import dev.mainstay.fence.driver.AgentDescription.Parameter;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the XML that fence agents print. Fetches nothing: no external entity is followed. */
final class RhcsMetadataReader {
    private RhcsMetadataReader() {}

    static AgentDescription read(String agent, String xml) throws IOException {
        Element root = parse(xml);
        if (!root.getTagName().equals("resource-agent")) {
            throw new IOException("it is a <" + root.getTagName() + ">, not a <resource-agent>");
        }
        List<Parameter> parameters = new ArrayList<>();
        for (Element list : children(root, "parameters")) {
            children(list, "parameter").forEach(entry -> parameters.add(parameter(entry)));
        }
        List<Action> actions = new ArrayList<>();
        for (Element list : children(root, "actions")) {
            children(list, "action").forEach(entry -> actions.add(action(entry)));
        }
        return new AgentDescription(agent, root.getAttribute("shortdesc"), text(root, "longdesc"),
                parameters, actions, xml);
    }

    private static Element parse(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd",
                    false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // The default one prints to the standard error of this process.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(xml.strip())))
                    .getDocumentElement();
        } catch (SAXException malformed) {
            throw new IOException("it is not well-formed XML: " + malformed.getMessage(),
                    malformed);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", impossible);
        }
    }

    private static Parameter parameter(Element element) {
        Optional<Element> content = children(element, "content").stream().findFirst();
        Need need = new Need(truth(element, "required"), truth(element, "unique"),
                truth(element, "deprecated"));
        return new Parameter(element.getAttribute("name"),
                content.map(found -> found.getAttribute("type")).orElse("string"), need,
                element.getAttribute("obsoletes"),
                content.filter(found -> found.hasAttribute("default"))
                        .map(found -> found.getAttribute("default")),
                text(element, "shortdesc"),
                content.map(found -> children(found, "option").stream()
                        .map(option -> option.getAttribute("value"))
                        .toList()).orElse(List.of()));
    }

    private static Action action(Element element) {
        return new Action(element.getAttribute("name"), seconds(element.getAttribute("timeout")),
                truth(element, "automatic"), truth(element, "on_target"));
    }

    /** Advice only, so what is no number of seconds counts as none. */
    private static Duration seconds(String text) {
        String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        return digits.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(digits))
                : Duration.ZERO;
    }

    private static boolean truth(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    private static String text(Element element, String name) {
        return children(element, name).stream()
                .findFirst()
                .map(found -> found.getTextContent().strip())
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
