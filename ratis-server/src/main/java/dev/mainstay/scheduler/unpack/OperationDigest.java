// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** The digest that histories in the field carry for the parameters of an operation. */
public final class OperationDigest {
    private OperationDigest() {}

    /**
     * MD5 of an XML element of the parameters in the order of their names, because recorded
     * histories are compared with it; nothing relies on its strength.
     */
    public static String of(SortedMap<String, String> parameters) {
        StringBuilder text = new StringBuilder(" <parameters");
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            text.append(' ').append(entry.getKey()).append("=\"");
            escape(text, entry.getValue());
            text.append('"');
        }
        text.append("/>\n");
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of()
                    .formatHex(md5.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static void escape(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\r' -> out.append("&#13;");
                case '\t' -> out.append("&#9;");
                default -> out.append(c);
            }
        }
    }
}
