// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.Alert.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The events that an alert is told of, in words: {@code nodes attributes=standby,rack}. */
final class AlertSelection {

    /** All but attributes, as if nothing had ever been selected. */
    private static final String DEFAULT = "default";
    private static final String ATTRIBUTES = "attributes=";
    private static final String KNOWN =
            "Known are: nodes, fencing, resources, attributes, attributes=NAME,... and default.";

    private AlertSelection() {}

    /** Replaces the alert's selection; where nothing is said of it, leaves it. */
    static Alert selecting(Alert alert, Optional<List<String>> words) {
        if (words.isEmpty()) {
            return alert;
        }
        if (words.get().equals(List.of(DEFAULT))) {
            return alert.toBuilder().clearSelection().build();
        }
        Alert.Selection.Builder selection = Alert.Selection.newBuilder();
        for (String word : words.get()) {
            EventKind kind = kind(word);
            if (!selection.getKindsList().contains(kind)) {
                selection.addKinds(kind);
            }
            if (word.startsWith(ATTRIBUTES)) {
                selection.addAllAttributeNames(names(word));
            }
        }
        return alert.toBuilder().setSelection(selection).build();
    }

    static String format(Alert.Selection selection) {
        String names = selection.getAttributeNamesCount() == 0
                ? ""
                : "=" + String.join(",", selection.getAttributeNamesList());
        return selection.getKindsList().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT)
                        + (kind == EventKind.ATTRIBUTES ? names : ""))
                .collect(Collectors.joining(" "));
    }

    private static EventKind kind(String word) {
        return switch (word) {
            case "nodes" -> EventKind.NODES;
            case "fencing" -> EventKind.FENCING;
            case "resources" -> EventKind.RESOURCES;
            case "attributes" -> EventKind.ATTRIBUTES;
            default -> {
                if (word.startsWith(ATTRIBUTES)) {
                    yield EventKind.ATTRIBUTES;
                }
                throw CommandFailure.usage("There are no events '" + word + "'.", KNOWN);
            }
        };
    }

    private static List<String> names(String word) {
        List<String> names = List.of(word.substring(ATTRIBUTES.length()).split(",", -1));
        if (names.contains("")) {
            throw CommandFailure.usage("'" + word + "' lacks the name of an attribute.", KNOWN);
        }
        return names;
    }
}
