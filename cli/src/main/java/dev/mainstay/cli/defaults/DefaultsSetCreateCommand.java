// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.rule.RuleIds;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a block of defaults. */
@Command(
        name = "create",
        description = "Makes a block of defaults, which holds while its rule does.",
        customSynopsis = {
            "mainstay resource [op] defaults set create [id=ID] [score=SCORE] meta NAME=VALUE...",
            "                                           [rule EXPRESSION] [OPTIONS]"},
        footer = {
            "",
            "Of several blocks with one name the block with the highest score wins. A rule asks",
            "for the agent, for operations also for the operation, and for the date:",
            "  resource [STANDARD]:[PROVIDER]:[TYPE]",
            "  op NAME [interval=INTERVAL]",
            "  date ... and date-spec ... as 'mainstay constraint location --help' has them",
            "with 'and', 'or' and parentheses."})
public final class DefaultsSetCreateCommand extends ChangeVerb {

    @Spec
    private CommandSpec self;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        DefaultsKind kind = DefaultsKind.of(self);
        DefaultsWords parsed = DefaultsWords.parse(words, kind.context());
        return editor(cluster).edit(
                "Made defaults for " + String.join(", ", parsed.meta().keySet()) + ".",
                configuration -> List.of(
                        Edits.put(kind.section(), set(configuration, kind, parsed))));
    }

    private static AttributeSet set(
            Configuration configuration, DefaultsKind kind, DefaultsWords words) {
        ElementIds ids = new ElementIds(configuration);
        String id = ids.claim(words.options(), "id", kind.setId());
        AttributeSet.Builder set =
                AttributeSets.of(id, words.meta()).getFirst().toBuilder();
        if (words.options().containsKey("score")) {
            set.setScore(words.options().get("score"));
        }
        words.rule().ifPresent(rule -> set.setRule(
                RuleIds.give(rule, ids.claim(id + "-rule"), ids::claim)));
        return set.build();
    }
}
