// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses XML without document types and external entities, within limits of size and depth. */
final class XmlParser {
    /** Twenty times the largest configuration known; more is a mistake or an attack. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    /** The schema nests about fifteen deep; nested rules may add some. */
    private static final int MAX_DEPTH = 100;

    private XmlParser() {}

    static XmlElement parse(InputStream input) throws CibFormatException, IOException {
        return parse(input, ignored -> {
            // Only who reads for good has to know what has no meaning.
        });
    }

    /** @param skipped is told of comments and texts, which no CIB gives a meaning */
    static XmlElement parse(InputStream input, Consumer<String> skipped)
            throws CibFormatException, IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        byte[] bytes = input.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new CibFormatException("the document is larger than " + MAX_BYTES + " bytes");
        }
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new java.io.ByteArrayInputStream(bytes));
            return read(reader, skipped);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            String detail = String.valueOf(e.getMessage()).lines().reduce((a, b) -> b).orElse("");
            throw new CibFormatException(
                    "line " + line + ": not well-formed XML: " + detail, e);
        }
    }

    private static XmlElement read(XMLStreamReader reader, Consumer<String> skipped)
            throws XMLStreamException, CibFormatException {
        Deque<XmlElement> open = new ArrayDeque<>();
        Optional<XmlElement> root = Optional.empty();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                XmlElement element = begin(reader);
                if (open.isEmpty()) {
                    root = Optional.of(element);
                } else {
                    open.getLast().children().add(element);
                }
                open.addLast(element);
                if (open.size() > MAX_DEPTH) {
                    throw element.error("is nested deeper than " + MAX_DEPTH + " levels");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.removeLast();
            } else if (event == XMLStreamConstants.DTD) {
                throw new CibFormatException("line " + reader.getLocation().getLineNumber()
                        + ": a document type declaration is not allowed; remove it");
            } else if (event == XMLStreamConstants.COMMENT) {
                skipped.accept("line " + reader.getLocation().getLineNumber() + ": a comment");
            } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
                skipped.accept("line " + reader.getLocation().getLineNumber() + ": a text");
            }
        }
        return root.orElseThrow(() -> new CibFormatException("the document is empty"));
    }

    private static XmlElement begin(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        List<XmlElement> children = new ArrayList<>();
        return new XmlElement(reader.getLocalName(), Collections.unmodifiableMap(attributes),
                children, reader.getLocation().getLineNumber());
    }
}
