// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import java.util.List;

/** The list of families in the top command's help: one line each, under its topic. */
final class FamilyHelp {

    private FamilyHelp() {}

    static String format(List<Family> families) {
        StringBuilder text = new StringBuilder();
        for (Family.Topic topic : Family.Topic.values()) {
            List<Family> ofTopic = families.stream()
                    .filter(family -> family.topic() == topic).toList();
            if (ofTopic.isEmpty()) {
                continue;
            }
            text.append(text.isEmpty() ? "" : "\n").append(topic.heading()).append(":\n");
            ofTopic.forEach(family -> text.append(
                    "  %-12s%s%n".formatted(family.name(), family.summary())));
        }
        return text.toString();
    }
}
