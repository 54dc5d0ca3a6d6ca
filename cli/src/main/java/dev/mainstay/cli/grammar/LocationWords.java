// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code RESOURCE prefers|avoids NODE[=SCORE]…}. The resource may be written {@code resource%ID},
 * or {@code regexp%EXPRESSION} for all that match.
 */
public record LocationWords(String resource, boolean pattern, List<NodeScore> nodes) {

    /** A node and the score that the resource gets there, negative for avoiding it. */
    public record NodeScore(String node, String score) {}

    /** @throws CommandFailure where the words do not follow the grammar */
    public static LocationWords parse(List<String> words) {
        if (words.size() < 3) {
            throw CommandFailure.usage(
                    "A location needs a resource, 'prefers' or 'avoids', and at least one node.",
                    "For example: web prefers n1=100 n2=50");
        }
        boolean avoids = switch (words.get(1)) {
            case "avoids" -> true;
            case "prefers" -> false;
            default -> throw CommandFailure.usage("'" + words.get(1)
                    + "' stands where 'prefers', 'avoids' or 'rule' is expected.",
                    "For example: web prefers n1=100 n2=50");
        };
        List<NodeScore> nodes = new ArrayList<>();
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            String score = equals < 0 ? Scores.INFINITY : word.substring(equals + 1);
            nodes.add(new NodeScore(equals < 0 ? word : word.substring(0, equals),
                    avoids ? Scores.negated(score) : Scores.normal(score)));
        }
        ConstrainedResource target = ConstrainedResource.parse(words.getFirst());
        return new LocationWords(target.text(), target.pattern(), List.copyOf(nodes));
    }
}
