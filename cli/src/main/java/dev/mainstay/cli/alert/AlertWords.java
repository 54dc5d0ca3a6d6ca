// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.Assignments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * {@code NAME=VALUE… [options NAME=VALUE…] [meta NAME=VALUE…] [select EVENT…]}.
 *
 * @param own what stands before the first keyword
 * @param select the words after 'select'; empty where it is not there
 */
record AlertWords(
        SequencedMap<String, String> own,
        SequencedMap<String, String> options,
        SequencedMap<String, String> meta,
        Optional<List<String>> select) {

    private static final String OWN = "";
    private static final String OPTIONS = "options";
    private static final String META = "meta";
    private static final String SELECT = "select";

    /**
     * Reads the words of an alert.
     *
     * @throws CommandFailure where the words do not follow the grammar
     */
    static AlertWords ofAlert(List<String> words, List<String> names) {
        return parse(words, names, List.of(OPTIONS, META, SELECT), "an alert");
    }

    /**
     * Reads the words of a recipient.
     *
     * @throws CommandFailure where the words do not follow the grammar
     */
    static AlertWords ofRecipient(List<String> words, List<String> names) {
        return parse(words, names, List.of(OPTIONS, META), "a recipient");
    }

    private static AlertWords parse(
            List<String> words, List<String> names, List<String> keywords, String where) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String section = OWN;
        sections.put(OWN, new ArrayList<>());
        for (String word : words) {
            if (keywords.contains(word)) {
                section = word;
                sections.putIfAbsent(word, new ArrayList<>());
            } else {
                sections.computeIfAbsent(section, key -> new ArrayList<>()).add(word);
            }
        }
        sections.forEach((keyword, content) -> {
            if (content.isEmpty() && !keyword.equals(OWN)) {
                throw CommandFailure.usage("'" + keyword + "' needs something after it.", "");
            }
        });
        SequencedMap<String, String> own =
                Assignments.parse(sections.getOrDefault(OWN, List.of()), where);
        Assignments.allowOnly(own, names, where);
        return new AlertWords(own,
                Assignments.parse(sections.getOrDefault(OPTIONS, List.of()), "'options'"),
                Assignments.parse(sections.getOrDefault(META, List.of()), "'meta'"),
                Optional.ofNullable(sections.get(SELECT)));
    }

    /** The value that has to be there. */
    String required(String name, String example) {
        String value = own.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw CommandFailure.usage("'" + name + "=' is missing.", "For example: " + example);
        }
        return value;
    }

    /** A value that there always is can be changed, and not taken away. */
    void requireIfGiven(String name, String example) {
        if (own.containsKey(name)) {
            var _ = required(name, example);
        }
    }

    /** A change that changes nothing is a mistake. */
    void requireSomething() {
        if (own.isEmpty() && options.isEmpty() && meta.isEmpty() && select.isEmpty()) {
            throw CommandFailure.usage("What is to be changed?",
                    "For example: meta timeout=15s");
        }
    }
}
