// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.XmlElement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Finds elements by XPath 1.0. */
final class XmlQuery {
    private final IdentityHashMap<Node, XmlElement> originals = new IdentityHashMap<>();

    private XmlQuery() {}

    /**
     * The elements that an expression selects; what is no element is left out.
     *
     * @throws CibFormatException if it is no XPath expression
     */
    static List<XmlElement> find(XmlElement root, String expression) throws CibFormatException {
        XmlQuery query = new XmlQuery();
        try {
            Document document =
                    DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
            document.appendChild(query.copied(document, root));
            NodeList nodes = (NodeList) XPathFactory.newDefaultInstance().newXPath()
                    .evaluate(expression, document, XPathConstants.NODESET);
            List<XmlElement> found = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                XmlElement original = query.originals.get(nodes.item(i));
                if (original != null) {
                    found.add(original);
                }
            }
            return found;
        } catch (XPathExpressionException wrong) {
            throw new CibFormatException("this is no XPath expression: " + expression);
        } catch (ParserConfigurationException broken) {
            throw new IllegalStateException("the JDK has no XML", broken);
        }
    }

    /** The element and everything in it, outer ones first. */
    static Stream<XmlElement> tree(XmlElement root) {
        return Stream.concat(Stream.of(root), root.children().stream().flatMap(XmlQuery::tree));
    }

    private Element copied(Document document, XmlElement element) {
        Element copy = document.createElement(element.name());
        element.attributes().forEach(copy::setAttribute);
        for (XmlElement child : element.children()) {
            copy.appendChild(copied(document, child));
        }
        originals.put(copy, element);
        return copy;
    }
}
