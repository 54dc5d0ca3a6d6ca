// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.lsb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an init script says of itself in the comment at its top (LSB 5.0, "Comment Conventions for
 * Init Scripts"). A script without it is described by nothing.
 */
record LsbHeader(String shortDescription, String description) {
    private static final String BEGIN = "### BEGIN INIT INFO";
    private static final String END = "### END INIT INFO";
    private static final Pattern KEYWORD = Pattern.compile("#\\s*([A-Za-z-]+):\\s*(.*)");
    /** Two spaces or a tab after the mark continue a description. */
    private static final Pattern CONTINUED = Pattern.compile("#(?:\\t| {2,})\\s*(\\S.*)");

    static LsbHeader of(Path script) throws IOException {
        return of(Files.readString(script, StandardCharsets.ISO_8859_1).lines().toList());
    }

    static LsbHeader of(List<String> lines) {
        String brief = "";
        StringBuilder detailed = new StringBuilder();
        boolean describing = false;
        for (String line : lines.stream()
                .dropWhile(line -> !line.strip().equals(BEGIN))
                .takeWhile(line -> !line.strip().equals(END))
                .toList()) {
            Matcher keyword = KEYWORD.matcher(line);
            Matcher continued = CONTINUED.matcher(line);
            if (describing && continued.matches()) {
                detailed.append(detailed.isEmpty() ? "" : " ").append(continued.group(1).strip());
            } else if (keyword.matches()) {
                describing = keyword.group(1).equals("Description");
                if (describing) {
                    detailed.append(keyword.group(2).strip());
                } else if (keyword.group(1).equals("Short-Description")) {
                    brief = keyword.group(2).strip();
                }
            }
        }
        return new LsbHeader(brief, detailed.toString());
    }
}
