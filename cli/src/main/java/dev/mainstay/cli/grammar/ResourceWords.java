// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What follows the agent in {@code resource create}:
 * {@code [opt=val]… [op ACTION k=v…]… [meta k=v…] [clone|promotable [ID] [[meta] k=v…]]}. The
 * options, then sections in any order; what follows {@code clone} belongs to the clone until the
 * next {@code op}.
 */
public record ResourceWords(
        SequencedMap<String, String> options,
        List<OperationWords> operations,
        SequencedMap<String, String> meta,
        Optional<CloneWords> cloning) {

    private static final List<String> KEYWORDS = List.of("op", "meta", "clone", "promotable");

    /** One {@code op} section: an action and its options, among them the interval. */
    public record OperationWords(String action, SequencedMap<String, String> options) {

        public String interval() {
            return options.getOrDefault("interval", "");
        }
    }

    /** The {@code clone} or {@code promotable} section; without an id one is made up. */
    public record CloneWords(
            boolean promotable, Optional<String> id, SequencedMap<String, String> meta) {}

    /** @throws CommandFailure where the words do not follow the grammar */
    public static ResourceWords parse(List<String> words) {
        List<List<String>> sections = split(words);
        SequencedMap<String, String> options =
                Assignments.parse(sections.getFirst(), "the resource's options");
        List<OperationWords> operations = new ArrayList<>();
        SequencedMap<String, String> meta = new LinkedHashMap<>();
        Optional<CloneWords> cloning = Optional.empty();
        for (List<String> section : sections.subList(1, sections.size())) {
            List<String> rest = section.subList(1, section.size());
            switch (section.getFirst()) {
                case "op" -> operations.addAll(operations(rest));
                case "meta" -> {
                    if (cloning.isPresent()) {
                        cloning.get().meta().putAll(Assignments.parse(rest, "the clone's meta"));
                    } else {
                        meta.putAll(Assignments.parse(rest, "'meta'"));
                    }
                }
                default -> cloning = Optional.of(clone(section, cloning));
            }
        }
        return new ResourceWords(options, List.copyOf(operations), meta, cloning);
    }

    private static List<List<String>> split(List<String> words) {
        List<List<String>> sections = new ArrayList<>();
        sections.add(new ArrayList<>());
        for (String word : words) {
            if (KEYWORDS.contains(word)) {
                sections.add(new ArrayList<>());
            }
            sections.getLast().add(word);
        }
        return sections;
    }

    /** The words after {@code resource clone ID} or {@code resource promotable ID}. */
    public static CloneWords cloning(boolean promotable, List<String> words) {
        boolean named = !words.isEmpty() && !words.getFirst().contains("=")
                && !words.getFirst().equals("meta");
        List<String> values = words.stream()
                .skip(named ? 1 : 0)
                .filter(word -> !word.equals("meta"))
                .toList();
        return new CloneWords(promotable,
                named ? Optional.of(words.getFirst()) : Optional.empty(),
                Assignments.parse(values, promotable ? "'promotable'" : "'clone'"));
    }

    /**
     * The words after {@code op}: an action and its options.
     *
     * @throws CommandFailure where there is no action
     */
    public static OperationWords operation(List<String> words) {
        if (words.isEmpty() || words.getFirst().contains("=")) {
            throw CommandFailure.usage("'op' needs the action before its options"
                    + (words.isEmpty() ? "." : ", not '" + words.getFirst() + "'."),
                    "For example: op monitor interval=10s timeout=20s");
        }
        return new OperationWords(words.getFirst(), Assignments.parse(
                words.subList(1, words.size()), "'op " + words.getFirst() + "'"));
    }

    /** One {@code op} may go before several actions: each word that is no option is the next. */
    private static List<OperationWords> operations(List<String> words) {
        List<List<String>> each = new ArrayList<>();
        for (String word : words) {
            if (each.isEmpty() || !word.contains("=")) {
                each.add(new ArrayList<>());
            }
            each.getLast().add(word);
        }
        return each.isEmpty()
                ? List.of(operation(words))
                : each.stream().map(ResourceWords::operation).toList();
    }

    private static CloneWords clone(List<String> section, Optional<CloneWords> earlier) {
        if (earlier.isPresent()) {
            throw CommandFailure.usage("A resource is made a clone once, but '" + section.getFirst()
                    + "' comes after another such word.", "Give one of 'clone' and 'promotable'.");
        }
        List<String> rest = section.subList(1, section.size());
        boolean named = !rest.isEmpty() && !rest.getFirst().contains("=");
        return new CloneWords(section.getFirst().equals("promotable"),
                named ? Optional.of(rest.getFirst()) : Optional.empty(),
                Assignments.parse(named ? rest.subList(1, rest.size()) : rest,
                        "'" + section.getFirst() + "'"));
    }
}
