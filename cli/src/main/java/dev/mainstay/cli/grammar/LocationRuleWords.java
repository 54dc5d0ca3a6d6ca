// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.rule.RuleContext;
import dev.mainstay.cli.rule.RuleParser;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import java.util.List;
import java.util.SequencedMap;

/**
 * {@code RESOURCE rule [id=…] [constraint-id=…] [resource-discovery=…] [role=…]
 * [score=…|score-attribute=…] EXPRESSION}.
 *
 * @param rule with role and score, and without ids
 * @param options the id, constraint-id and resource-discovery that are given
 */
public record LocationRuleWords(
        ConstrainedResource target, SequencedMap<String, String> options, Rule rule) {

    private static final String KEYWORD = "rule";
    private static final String SCORE = "score";
    private static final String SCORE_ATTRIBUTE = "score-attribute";
    private static final String ROLE = "role";
    private static final List<String> OPTIONS = List.of(
            "id", "constraint-id", "resource-discovery", ROLE, SCORE, SCORE_ATTRIBUTE);

    /** Whether the words are of this form, be they right or not. */
    public static boolean isMeant(List<String> words) {
        return words.size() > 1 && words.get(1).equals(KEYWORD);
    }

    /** @throws CommandFailure where the words do not follow the grammar */
    public static LocationRuleWords parse(List<String> words) {
        int begin = 2;
        while (begin < words.size() && isOption(words.get(begin))) {
            begin++;
        }
        SequencedMap<String, String> options =
                Assignments.parse(words.subList(2, begin), "the rule's options");
        if (begin == words.size()) {
            throw CommandFailure.usage("A rule needs an expression.",
                    "For example: web rule score=100 '#uname eq n1 or rack eq 7'");
        }
        Rule.Builder rule = RuleParser.parse(words.subList(begin, words.size()), RuleContext.NODE)
                .toBuilder();
        if (options.containsKey(SCORE) && options.containsKey(SCORE_ATTRIBUTE)) {
            throw CommandFailure.usage("'score' and 'score-attribute' exclude each other.", "");
        }
        if (options.containsKey(SCORE_ATTRIBUTE)) {
            rule.setScoreAttribute(options.get(SCORE_ATTRIBUTE));
        } else {
            rule.setScore(Scores.normal(options.getOrDefault(SCORE, Scores.INFINITY)));
        }
        if (options.containsKey(ROLE)) {
            rule.setRole(Roles.normal(options.get(ROLE)));
        }
        return new LocationRuleWords(
                ConstrainedResource.parse(words.getFirst()), options, rule.build());
    }

    private static boolean isOption(String word) {
        int equals = word.indexOf('=');
        return equals > 0 && OPTIONS.contains(word.substring(0, equals));
    }
}
