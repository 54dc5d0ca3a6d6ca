// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.ocf;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.AgentMetadata.Action;
import dev.mainstay.agent.standard.AgentMetadata.Parameter;
import dev.mainstay.agent.standard.AgentMetadata.Texts;
import dev.mainstay.agent.standard.AgentMetadata.Traits;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the XML that OCF agents print. Fetches nothing: no external entity is followed. */
final class OcfMetadataReader {
    private OcfMetadataReader() {}

    static AgentMetadata read(AgentSpec agent, String xml) throws IOException {
        Element root = parse(xml).getDocumentElement();
        if (!root.getTagName().equals("resource-agent")) {
            throw new IOException("it is a <" + root.getTagName() + ">, not a <resource-agent>");
        }
        List<Parameter> parameters = new ArrayList<>();
        for (Element list : children(root, "parameters")) {
            for (Element parameter : children(list, "parameter")) {
                parameters.add(parameter(parameter));
            }
        }
        List<Action> actions = new ArrayList<>();
        for (Element list : children(root, "actions")) {
            for (Element action : children(list, "action")) {
                actions.add(action(action));
            }
        }
        String apiVersion = children(root, "version").stream()
                .findFirst()
                .map(version -> version.getTextContent().strip())
                .orElse("1.0");
        return new AgentMetadata(agent, root.getAttribute("version"), apiVersion, texts(root),
                parameters, actions, xml);
    }

    private static Document parse(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // Agents name the DTD of the API, which must not be fetched.
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd",
                    false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // The default one prints to the standard error of this process.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(xml.strip())));
        } catch (SAXException malformed) {
            throw new IOException("it is not well-formed XML: " + malformed.getMessage(),
                    malformed);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", impossible);
        }
    }

    private static Parameter parameter(Element element) {
        Optional<Element> content = children(element, "content").stream().findFirst();
        List<Element> deprecations = children(element, "deprecated");
        Traits traits = new Traits(truth(element, "required"), truth(element, "unique"),
                element.getAttribute("unique-group"), truth(element, "reloadable"),
                truth(element, "private"), !deprecations.isEmpty(),
                deprecations.stream()
                        .flatMap(deprecated -> children(deprecated, "replaced-with").stream())
                        .map(replacement -> replacement.getAttribute("name"))
                        .toList());
        return new Parameter(element.getAttribute("name"),
                content.map(found -> found.getAttribute("type")).orElse("string"), traits,
                content.filter(found -> found.hasAttribute("default"))
                        .map(found -> found.getAttribute("default")),
                content.map(OcfMetadataReader::options).orElse(List.of()), texts(element));
    }

    private static List<String> options(Element content) {
        return children(content, "option").stream()
                .map(option -> option.getAttribute("value"))
                .toList();
    }

    private static Action action(Element element) {
        return new Action(element.getAttribute("name"), duration(element.getAttribute("timeout")),
                duration(element.getAttribute("interval")),
                duration(element.getAttribute("start-delay")), role(element.getAttribute("role")),
                element.getAttribute("depth"));
    }

    private static String role(String role) {
        return switch (role) {
            case "Master" -> "Promoted";
            case "Slave" -> "Unpromoted";
            default -> role;
        };
    }

    /** Seconds unless a unit is given; zero for what is not a duration, since it is advice only. */
    static Duration duration(String text) {
        String value = text.strip();
        int digits = 0;
        while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > 9) {
            return Duration.ZERO;
        }
        long number = Long.parseLong(value.substring(0, digits));
        return switch (value.substring(digits).strip()) {
            case "", "s", "sec" -> Duration.ofSeconds(number);
            case "ms", "msec" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h", "hr" -> Duration.ofHours(number);
            default -> Duration.ZERO;
        };
    }

    private static boolean truth(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        return value.equals("1") || value.equalsIgnoreCase("true")
                || value.equalsIgnoreCase("yes");
    }

    private static Texts texts(Element element) {
        return new Texts(text(element, "shortdesc"), text(element, "longdesc"));
    }

    private static String text(Element element, String name) {
        List<Element> texts = children(element, name);
        return texts.stream()
                .filter(text -> text.getAttribute("lang").startsWith("en"))
                .findFirst()
                .or(() -> texts.stream().findFirst())
                .map(text -> text.getTextContent().strip())
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
