// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

/** Writes an element back as text. */
final class XmlText {
    private XmlText() {}

    static String render(XmlElement element) {
        StringBuilder out = new StringBuilder();
        append(out, element);
        return out.toString();
    }

    private static void append(StringBuilder out, XmlElement element) {
        out.append('<').append(element.name());
        element.attributes().forEach((name, value) -> out.append(' ').append(name).append("=\"")
                .append(escape(value)).append('"'));
        if (element.children().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        element.children().forEach(child -> append(out, child));
        out.append("</").append(element.name()).append('>');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
