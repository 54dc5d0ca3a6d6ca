// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.List;
import java.util.SequencedMap;

/**
 * {@code [ROLE] A with [ROLE] B [score=… node-attribute=… influence=… id=…]}; a role that is not
 * written is empty.
 */
public record ColocationWords(
        String dependentRole,
        String dependent,
        String primaryRole,
        String primary,
        String score,
        SequencedMap<String, String> options) {

    private static final List<String> OPTIONS =
            List.of("score", "node-attribute", "influence", "id");
    private static final String EXAMPLE = "For example: add web with Promoted database score=100";

    /** @throws CommandFailure where the words do not follow the grammar */
    public static ColocationWords parse(List<String> words) {
        int with = words.indexOf("with");
        if (with < 1 || with == words.size() - 1) {
            throw CommandFailure.usage("A colocation needs 'A with B'.", EXAMPLE);
        }
        List<String> left = words.subList(0, with);
        List<String> right = words.subList(with + 1, words.size());
        int rightEnd = Roles.isRole(right.getFirst()) && right.size() > 1
                && !right.get(1).contains("=") ? 2 : 1;
        List<String> target = right.subList(0, rightEnd);
        SequencedMap<String, String> options = Assignments.parse(
                right.subList(rightEnd, right.size()), "the colocation's options");
        Assignments.allowOnly(options, OPTIONS, "a colocation");
        return new ColocationWords(role(left), left.getLast(), role(target), target.getLast(),
                Scores.normal(options.getOrDefault("score", Scores.INFINITY)), options);
    }

    private static String role(List<String> words) {
        if (words.size() == 1) {
            return "";
        }
        if (words.size() > 2 || !Roles.isRole(words.getFirst())) {
            throw CommandFailure.usage("'" + String.join(" ", words) + "' is not [ROLE] RESOURCE;"
                    + " roles are Started, Stopped, Promoted and Unpromoted.", EXAMPLE);
        }
        return Roles.normal(words.getFirst());
    }
}
