// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.Alert.Recipient;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import java.util.List;
import java.util.stream.Collectors;

/** An alert in words: the program, its options, and a paragraph for each recipient. */
final class AlertText {

    private AlertText() {}

    static String format(Alert alert, Palette palette) {
        StringBuilder text = new StringBuilder();
        text.append(palette.heading(alert.getId())).append(": ").append(alert.getPath())
                .append('\n');
        if (alert.hasDescription()) {
            text.append("  description: ").append(alert.getDescription()).append('\n');
        }
        if (alert.hasSelection()) {
            text.append("  select: ").append(AlertSelection.format(alert.getSelection()))
                    .append('\n');
        }
        add(text, "  ", alert.getInstanceAttributesList(), alert.getMetaAttributesList());
        for (Recipient recipient : alert.getRecipientsList()) {
            text.append("  recipient ").append(palette.heading(recipient.getId())).append(": ")
                    .append(recipient.getValue()).append('\n');
            if (recipient.hasDescription()) {
                text.append("    description: ").append(recipient.getDescription()).append('\n');
            }
            add(text, "    ", recipient.getInstanceAttributesList(),
                    recipient.getMetaAttributesList());
        }
        return text.toString();
    }

    private static void add(
            StringBuilder text,
            String margin,
            List<AttributeSet> options,
            List<AttributeSet> meta) {
        line(text, margin + "options: ", options);
        line(text, margin + "meta: ", meta);
    }

    private static void line(StringBuilder text, String begin, List<AttributeSet> sets) {
        if (!sets.isEmpty()) {
            text.append(begin)
                    .append(AttributeSets.values(sets).entrySet().stream()
                            .map(value -> value.getKey() + "=" + value.getValue())
                            .collect(Collectors.joining(" ")))
                    .append('\n');
        }
    }
}
