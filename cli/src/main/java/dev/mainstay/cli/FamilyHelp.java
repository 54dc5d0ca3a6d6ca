// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import java.util.List;

/** The list of families in the top command's help: one line each, under its topic. */
final class FamilyHelp {

    private static final String ROW = "  %-12s%s%n";

    private FamilyHelp() {}

    static String format(List<Family> families) {
        StringBuilder text = new StringBuilder();
        for (Family.Topic topic : Family.Topic.values()) {
            text.append(text.isEmpty() ? "" : "\n").append(topic.heading()).append(":\n");
            families.stream()
                    .filter(family -> family.topic() == topic)
                    .forEach(family -> text.append(
                            ROW.formatted(family.name(), family.summary())));
        }
        return text.toString();
    }
}
