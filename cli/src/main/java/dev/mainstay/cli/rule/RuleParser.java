// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.cli.rule.RuleToken.Kind;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import dev.mainstay.proto.v1.ConfigurationProto.RuleCondition;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a rule. {@code and} binds tighter than {@code or}; parentheses group. Rules come out
 * without ids; {@link RuleIds} gives them.
 *
 * <pre>
 * rule      = term { "or" term }
 * term      = factor { "and" factor }
 * factor    = "(" rule ")" | condition
 * condition = "defined" NAME | "not_defined" NAME
 *           | NAME comparison [ "string" | "integer" | "number" | "version" ] VALUE
 *           | "date" ( "gt" | "lt" ) DATE
 *           | "date" "in_range" [ DATE ] "to" ( DATE | "duration" FIELD=VALUE ... )
 *           | "date-spec" FIELD=VALUE ...
 *           | "op" NAME [ "interval=" INTERVAL ]
 *           | "resource" [ STANDARD ] ":" [ PROVIDER ] ":" [ TYPE ]
 * </pre>
 */
public final class RuleParser {

    private final RuleTokens tokens;
    private final ConditionParser conditions;

    private RuleParser(String text, RuleContext context) {
        this.tokens = new RuleTokens(text);
        this.conditions = new ConditionParser(tokens, context);
    }

    /**
     * The rule that the words of a command line make.
     *
     * @throws dev.mainstay.cli.failure.CommandFailure pointing at the column of the first mistake
     */
    public static Rule parse(List<String> words, RuleContext context) {
        RuleParser parser = new RuleParser(RuleScanner.line(words), context);
        RuleCondition whole = parser.rule();
        if (parser.tokens.peek().kind() != Kind.END) {
            throw parser.tokens.unexpected("'and' or 'or'");
        }
        return whole.hasRule() ? whole.getRule() : Rule.newBuilder().addConditions(whole).build();
    }

    private RuleCondition rule() {
        List<RuleCondition> terms = new ArrayList<>(List.of(term()));
        while (tokens.skip("or")) {
            terms.add(term());
        }
        return joined(terms, Rule.Combination.ANY);
    }

    private RuleCondition term() {
        List<RuleCondition> factors = new ArrayList<>(List.of(factor()));
        while (tokens.skip("and")) {
            factors.add(factor());
        }
        return joined(factors, Rule.Combination.ALL);
    }

    private RuleCondition factor() {
        if (tokens.peek().kind() != Kind.OPEN) {
            return conditions.condition();
        }
        RuleToken open = tokens.next();
        RuleCondition inner = rule();
        if (tokens.peek().kind() != Kind.CLOSE) {
            throw tokens.peek().kind() == Kind.END
                    ? tokens.mistake(open, "this parenthesis is not closed")
                    : tokens.unexpected("'and', 'or' or ')'");
        }
        tokens.next();
        return inner;
    }

    /** Conditions that are joined in the same way need no rule of their own. */
    private static RuleCondition joined(List<RuleCondition> parts, Rule.Combination combination) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Rule.Builder rule = Rule.newBuilder().setCombination(combination);
        for (RuleCondition part : parts) {
            if (part.hasRule() && part.getRule().getCombination() == combination) {
                rule.addAllConditions(part.getRule().getConditionsList());
            } else {
                rule.addConditions(part);
            }
        }
        return RuleCondition.newBuilder().setRule(rule).build();
    }
}
