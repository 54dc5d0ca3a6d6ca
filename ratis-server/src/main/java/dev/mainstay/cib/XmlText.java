// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes an element as text that reads back as the same element. The JDK's own writer leaves line
 * feeds and tabs in attribute values as they are, which every reader then takes for blanks.
 */
public final class XmlText {
    private static final String INDENT = "  ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private XmlText(boolean indented) {
        this.indented = indented;
    }

    /**
     * On one line, without a declaration.
     *
     * @throws CibFormatException if a name or value cannot stand in XML
     */
    static String compact(XmlElement element) throws CibFormatException {
        XmlText text = new XmlText(false);
        text.append(element, "");
        return text.out.toString();
    }

    /**
     * A document, with an element on each line.
     *
     * @throws CibFormatException if a name or value cannot stand in XML
     */
    static String document(XmlElement root) throws CibFormatException {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(root);
    }

    /**
     * The same without a declaration, as Pacemaker's tools print elements.
     *
     * @throws CibFormatException if a name or value cannot stand in XML
     */
    public static String lines(XmlElement element) throws CibFormatException {
        XmlText text = new XmlText(true);
        text.append(element, "");
        return text.out.toString();
    }

    private void append(XmlElement element, String indent) throws CibFormatException {
        begin(indent).append('<').append(element.name());
        for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
            if (!NAME.matcher(attribute.getKey()).matches()) {
                throw element.error("has an option \"" + attribute.getKey()
                        + "\", which cannot be the name of an XML attribute; rename it");
            }
            out.append(' ').append(attribute.getKey()).append("=\"");
            escape(element, attribute.getValue());
            out.append('"');
        }
        if (element.children().isEmpty()) {
            end(out.append("/>"));
            return;
        }
        end(out.append('>'));
        for (XmlElement child : element.children()) {
            append(child, indented ? indent + INDENT : "");
        }
        end(begin(indent).append("</").append(element.name()).append('>'));
    }

    private StringBuilder begin(String indent) {
        return out.append(indent);
    }

    private void end(StringBuilder line) {
        if (indented) {
            line.append('\n');
        }
    }

    private void escape(XmlElement element, String value) throws CibFormatException {
        for (int i = 0; i < value.length();) {
            int c = value.codePointAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(allowed(element, c));
            }
            i += Character.charCount(c);
        }
    }

    /** Control characters and halves of surrogate pairs have no form in XML 1.0. */
    private static int allowed(XmlElement element, int c) throws CibFormatException {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        if (c < ' ' || surrogate || c == 0xFFFE || c == 0xFFFF) {
            throw element.error("has a value with the character U+%04X, which XML cannot hold;"
                    .formatted(c) + " remove it");
        }
        return c;
    }
}
