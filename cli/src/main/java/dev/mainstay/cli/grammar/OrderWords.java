// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.List;
import java.util.SequencedMap;

/**
 * {@code [ACTION] A then [ACTION] B [kind=… symmetrical=… require-all=… id=…]}; an action that is
 * not written is empty.
 */
public record OrderWords(
        String firstAction,
        String first,
        String thenAction,
        String then,
        SequencedMap<String, String> options) {

    private static final List<String> ACTIONS = List.of("start", "stop", "promote", "demote");
    private static final List<String> OPTIONS =
            List.of("kind", "symmetrical", "require-all", "id");
    private static final List<String> KINDS = List.of("Mandatory", "Optional", "Serialize");
    private static final String EXAMPLE = "For example: start database then web kind=Mandatory";

    /** @throws CommandFailure where the words do not follow the grammar */
    public static OrderWords parse(List<String> words) {
        int then = words.indexOf("then");
        if (then < 1 || then == words.size() - 1) {
            throw CommandFailure.usage("An order needs 'A then B'.", EXAMPLE);
        }
        List<String> left = words.subList(0, then);
        List<String> right = words.subList(then + 1, words.size());
        int rightEnd = ACTIONS.contains(right.getFirst()) && right.size() > 1
                && !right.get(1).contains("=") ? 2 : 1;
        SequencedMap<String, String> options =
                Assignments.parse(right.subList(rightEnd, right.size()), "the order's options");
        Assignments.allowOnly(options, OPTIONS, "an order");
        checkKind(options.getOrDefault("kind", "Mandatory"));
        List<String> target = right.subList(0, rightEnd);
        return new OrderWords(action(left), left.getLast(), action(target), target.getLast(),
                options);
    }

    private static String action(List<String> words) {
        if (words.size() == 1) {
            return "";
        }
        if (words.size() > 2 || !ACTIONS.contains(words.getFirst())) {
            throw CommandFailure.usage("'" + String.join(" ", words) + "' is not [ACTION] RESOURCE;"
                    + " actions are " + String.join(", ", ACTIONS) + ".", EXAMPLE);
        }
        return words.getFirst();
    }

    private static void checkKind(String kind) {
        if (!KINDS.contains(kind)) {
            throw CommandFailure.usage("'" + kind + "' is not a kind of order.",
                    "Kinds are " + String.join(", ", KINDS) + ".");
        }
    }
}
