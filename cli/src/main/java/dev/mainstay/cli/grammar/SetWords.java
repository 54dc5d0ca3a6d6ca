// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code set A B… [NAME=VALUE…] [set …]… [setoptions NAME=VALUE…]}: the sets of a constraint and
 * the constraint's own options.
 */
public record SetWords(List<MemberSet> sets, SequencedMap<String, String> options) {

    private static final String SET = "set";
    private static final String OPTIONS = "setoptions";
    private static final String EXAMPLE =
            "For example: set storage network sequential=false set web setoptions id=all";

    /** Resources with what is said of them as a set. */
    public record MemberSet(List<String> members, SequencedMap<String, String> options) {}

    /** The words of a verb that is called {@code set} itself. */
    public static List<String> afterFirstSet(List<String> words) {
        return Stream.concat(Stream.of(SET), words.stream()).toList();
    }

    /** All resources of all sets, for messages. */
    public String members() {
        return sets.stream().flatMap(set -> set.members().stream())
                .collect(Collectors.joining(", "));
    }

    /**
     * Reads them.
     *
     * @param setNames options that a set may have
     * @param names options that the constraint may have
     * @throws CommandFailure where the words do not follow the grammar
     */
    public static SetWords parse(List<String> words, List<String> setNames, List<String> names) {
        int end = words.contains(OPTIONS) ? words.indexOf(OPTIONS) : words.size();
        List<MemberSet> sets = new ArrayList<>();
        int begin = 0;
        while (begin < end) {
            if (!words.get(begin).equals(SET)) {
                throw CommandFailure.usage("'" + words.get(begin) + "' stands where 'set' is"
                        + " expected.", EXAMPLE);
            }
            int next = begin + 1;
            while (next < end && !words.get(next).equals(SET)) {
                next++;
            }
            sets.add(set(words.subList(begin + 1, next), setNames));
            begin = next;
        }
        if (sets.isEmpty()) {
            throw CommandFailure.usage("At least one set of resources is needed.", EXAMPLE);
        }
        SequencedMap<String, String> options = Assignments.parse(
                end == words.size() ? List.of() : words.subList(end + 1, words.size()), OPTIONS);
        Assignments.allowOnly(options, names, OPTIONS);
        return new SetWords(List.copyOf(sets), options);
    }

    private static MemberSet set(List<String> words, List<String> names) {
        int members = 0;
        while (members < words.size() && words.get(members).indexOf('=') < 0) {
            members++;
        }
        if (members == 0) {
            throw CommandFailure.usage("A set needs resources before its options.", EXAMPLE);
        }
        SequencedMap<String, String> options =
                Assignments.parse(words.subList(members, words.size()), "a set");
        Assignments.allowOnly(options, names, "a set");
        return new MemberSet(List.copyOf(words.subList(0, members)), options);
    }
}
