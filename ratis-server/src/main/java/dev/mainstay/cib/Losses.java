// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.BooleanText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what of a document's configuration is missing, or reads otherwise, in the same document
 * after it was read and written again. By comparing the two, nothing that the reader passes over
 * can be lost without a word.
 */
final class Losses {
    private final List<String> losses = new ArrayList<>();

    /** One line for each loss, with its place in the original. */
    List<String> between(XmlElement original, XmlElement rewritten) {
        compareRoots(original, rewritten);
        for (XmlElement child : original.children()) {
            switch (child.name()) {
                case "configuration" -> compare(child, rewritten.child("configuration")
                        .orElse(XmlElement.NONE));
                case "status" -> {
                    // It is no part of the configuration; StatusRemarks tells what it holds.
                }
                default -> losses.add(child.place());
            }
        }
        return List.copyOf(losses);
    }

    private void compareRoots(XmlElement original, XmlElement rewritten) {
        Map<String, String> exported = RootAttributes.exported(rewritten.attributes(), 0);
        String gone = original.attributes().keySet().stream()
                .filter(name -> !exported.containsKey(name))
                .collect(Collectors.joining(", "));
        if (!gone.isEmpty()) {
            losses.add(original.place() + " " + gone + ": book-keeping of the old cluster");
        }
    }

    private void compare(XmlElement original, XmlElement rewritten) {
        original.attributes().forEach((name, value) -> {
            Optional<String> now = rewritten.attribute(name);
            if (now.isEmpty()) {
                if (!isDefault(original, name, value)) {
                    losses.add(original.place() + " " + name + "=\"" + value + "\"");
                }
            } else if (!isSame(value, now.get())) {
                losses.add(original.place() + " " + name + "=\"" + value + "\": kept as \""
                        + now.get() + "\"");
            }
        });
        Candidates candidates = new Candidates(rewritten.children());
        for (XmlElement child : unwrapped(original)) {
            Optional<XmlElement> match = candidates.take(child);
            if (match.isPresent()) {
                compare(child, match.get());
            } else if (!child.attributes().isEmpty() || !child.children().isEmpty()) {
                losses.add(child.place());
            }
        }
    }

    /** Heartbeat's schemas wrapped the pairs of a block once more. */
    private static List<XmlElement> unwrapped(XmlElement original) {
        return original.children().stream()
                .flatMap(child -> child.name().equals("attributes")
                        ? child.children().stream()
                        : Stream.of(child))
                .toList();
    }

    private static boolean isDefault(XmlElement element, String name, String value) {
        return element.name().equals("node") && name.equals("type")
                && (value.equals("member") || value.equals("normal"));
    }

    /** Whether it is only another spelling. */
    private static boolean isSame(String before, String after) {
        return before.replaceAll("\\s", "").equalsIgnoreCase(after.replaceAll("\\s", ""))
                || (BooleanText.parse(before).isPresent()
                        && BooleanText.parse(before).equals(BooleanText.parse(after)));
    }

    /** Children that may be what became of an original's child; each is taken once. */
    private static final class Candidates {
        private final Map<String, Map<String, Deque<XmlElement>>> byNameAndId = new TreeMap<>();

        Candidates(List<XmlElement> children) {
            for (XmlElement child : children) {
                byNameAndId.computeIfAbsent(child.name(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(id(child), id -> new ArrayDeque<>())
                        .addLast(child);
            }
        }

        /** The one with the same name and id, else the next with that name. */
        Optional<XmlElement> take(XmlElement child) {
            Map<String, Deque<XmlElement>> byId =
                    byNameAndId.getOrDefault(child.name(), new LinkedHashMap<>());
            Optional<String> id = Optional.of(id(child)).filter(byId::containsKey)
                    .or(() -> byId.keySet().stream().findFirst());
            return id.map(found -> {
                Deque<XmlElement> same = byId.getOrDefault(found, new ArrayDeque<>());
                XmlElement taken = same.removeFirst();
                if (same.isEmpty()) {
                    byId.remove(found);
                }
                return taken;
            });
        }

        private static String id(XmlElement element) {
            return element.attribute("id").orElse("");
        }
    }
}
