// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.cli.grammar.Scores;
import dev.mainstay.cli.rule.RuleContext;
import dev.mainstay.cli.rule.RuleParser;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code [id=…] [score=…] [meta NAME=VALUE…] [rule EXPRESSION]}. */
record DefaultsWords(
        SequencedMap<String, String> options,
        SequencedMap<String, String> meta,
        Optional<Rule> rule) {

    private static final String META = "meta";
    private static final String RULE = "rule";

    /** @throws CommandFailure where the words do not follow the grammar */
    static DefaultsWords parse(List<String> words, RuleContext context) {
        int ruleAt = words.contains(RULE) ? words.indexOf(RULE) : words.size();
        List<String> before = words.subList(0, ruleAt);
        int metaAt = before.contains(META) ? before.indexOf(META) : before.size();
        SequencedMap<String, String> options =
                Assignments.parse(before.subList(0, metaAt), "the block's options");
        Assignments.allowOnly(options, List.of("id", "score"), "a block of defaults");
        options.computeIfPresent("score", (name, score) -> Scores.normal(score));
        SequencedMap<String, String> meta = Assignments.parse(
                before.subList(Math.min(metaAt + 1, before.size()), before.size()), "'meta'");
        if (meta.isEmpty()) {
            throw CommandFailure.usage("A block of defaults needs values.",
                    "For example: meta resource-stickiness=100 rule resource ocf:heartbeat:");
        }
        List<String> expression =
                words.subList(Math.min(ruleAt + 1, words.size()), words.size());
        if (expression.isEmpty() && ruleAt < words.size()) {
            throw CommandFailure.usage("'rule' needs an expression after it.", "");
        }
        return new DefaultsWords(options, meta, expression.isEmpty()
                ? Optional.empty()
                : Optional.of(RuleParser.parse(expression, context)));
    }
}
