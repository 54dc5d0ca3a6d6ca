// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * {@code [container [TYPE] k=v…] [network k=v…] [port-map k=v…]… [storage-map k=v…]… [meta k=v…]}.
 * For an update, {@code add} or {@code delete ID…} may follow {@code port-map} and
 * {@code storage-map}.
 *
 * @param technology docker or podman, where it is written
 */
public record BundleWords(
        Optional<String> technology,
        SequencedMap<String, String> container,
        SequencedMap<String, String> network,
        MappingWords ports,
        MappingWords storage,
        SequencedMap<String, String> meta) {

    private static final List<String> TECHNOLOGIES = List.of("docker", "podman");
    private static final String CONTAINER = "container";
    private static final String NETWORK = "network";
    private static final String PORT = "port-map";
    private static final String STORAGE = "storage-map";
    private static final String META = "meta";
    private static final List<String> KEYWORDS =
            List.of(CONTAINER, NETWORK, PORT, STORAGE, META);
    private static final List<String> CONTAINER_OPTIONS = List.of("image", "replicas",
            "replicas-per-host", "promoted-max", "masters", "network", "run-command", "options");
    private static final List<String> NETWORK_OPTIONS = List.of(
            "ip-range-start", "control-port", "host-interface", "host-netmask", "add-host");
    private static final String EXAMPLE =
            "For example: container podman image=httpd:1 replicas=2 port-map port=80";

    /** Mappings to be made, and the ids of those that are to go. */
    public record MappingWords(List<SequencedMap<String, String>> added, List<String> removed) {}

    /** @throws CommandFailure where the words do not follow the grammar */
    public static BundleWords parse(List<String> words) {
        if (!words.isEmpty() && !KEYWORDS.contains(words.getFirst())) {
            throw CommandFailure.usage("'" + words.getFirst() + "' stands where one of "
                    + String.join(", ", KEYWORDS) + " is expected.", EXAMPLE);
        }
        List<String> container = new ArrayList<>(section(words, CONTAINER));
        Optional<String> technology = Optional.empty();
        if (!container.isEmpty() && !container.getFirst().contains("=")) {
            technology = Optional.of(technology(container.removeFirst()));
        }
        return new BundleWords(technology,
                assignments(container, CONTAINER_OPTIONS, CONTAINER),
                assignments(section(words, NETWORK), NETWORK_OPTIONS, NETWORK),
                mappings(words, PORT, BundleWords::checkPort),
                mappings(words, STORAGE, BundleWords::checkStorage),
                Assignments.parse(section(words, META), META));
    }

    private static String technology(String word) {
        if (!TECHNOLOGIES.contains(word)) {
            throw CommandFailure.usage("'" + word + "' is no kind of container.",
                    "Kinds are " + String.join(", ", TECHNOLOGIES) + ".");
        }
        return word;
    }

    private static SequencedMap<String, String> assignments(
            List<String> words, List<String> names, String where) {
        SequencedMap<String, String> values = Assignments.parse(words, "'" + where + "'");
        Assignments.allowOnly(values, names, "'" + where + "'");
        return values;
    }

    private static List<String> section(List<String> words, String keyword) {
        List<List<String>> sections = sections(words, keyword);
        if (sections.size() > 1) {
            throw CommandFailure.usage("'" + keyword + "' is given twice.", "Give it once.");
        }
        return sections.isEmpty() ? List.of() : sections.getFirst();
    }

    /** What follows each occurrence of a keyword, up to the next one. */
    private static List<List<String>> sections(List<String> words, String keyword) {
        List<List<String>> sections = new ArrayList<>();
        boolean wanted = false;
        for (int i = 0; i < words.size(); i++) {
            // A container's network option is written network=host, never alone.
            if (KEYWORDS.contains(words.get(i))) {
                wanted = words.get(i).equals(keyword);
                if (wanted) {
                    sections.add(new ArrayList<>());
                }
            } else if (wanted) {
                sections.getLast().add(words.get(i));
            }
        }
        return sections;
    }

    private static MappingWords mappings(List<String> words, String keyword, MappingCheck check) {
        List<SequencedMap<String, String>> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (List<String> section : sections(words, keyword)) {
            String verb = section.isEmpty() ? "" : section.getFirst();
            List<String> rest = section.subList(Math.min(1, section.size()), section.size());
            switch (verb) {
                case "delete", "remove" -> removed.addAll(rest);
                case "add" -> added.add(checked(rest, keyword, check));
                default -> added.add(checked(section, keyword, check));
            }
        }
        return new MappingWords(List.copyOf(added), List.copyOf(removed));
    }

    private static SequencedMap<String, String> checked(
            List<String> words, String keyword, MappingCheck check) {
        SequencedMap<String, String> mapping = Assignments.parse(words, "'" + keyword + "'");
        check.check(mapping);
        return mapping;
    }

    private static void checkPort(SequencedMap<String, String> mapping) {
        Assignments.allowOnly(mapping, List.of("id", "port", "range", "internal-port"), PORT);
        oneOf(mapping, PORT, "port", "range");
    }

    private static void checkStorage(SequencedMap<String, String> mapping) {
        Assignments.allowOnly(mapping,
                List.of("id", "source-dir", "source-dir-root", "target-dir", "options"), STORAGE);
        oneOf(mapping, STORAGE, "source-dir", "source-dir-root");
        if (!mapping.containsKey("target-dir")) {
            throw CommandFailure.usage("A " + STORAGE + " needs a target-dir.", "");
        }
    }

    private static void oneOf(
            SequencedMap<String, String> mapping, String keyword, String one, String other) {
        if (mapping.containsKey(one) == mapping.containsKey(other)) {
            throw CommandFailure.usage("A " + keyword + " needs either " + one + " or " + other
                    + ".", "");
        }
    }

    /** Refuses a mapping that makes no sense. */
    private interface MappingCheck {
        void check(SequencedMap<String, String> mapping);
    }
}
