// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeExpression.Comparison;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#uname eq n1",
                "defined rack",
                "not_defined rack and rack2 ne x",
                "cpu gte integer 4 or load lt number 0.5 or release gt version 1.2.3",
                "name eq string string and defined eq",
                "color eq \"dark blue\"",
                "color eq '\"'",
                "date gt 2030-01-31T18:00:00Z",
                "date lt 2030-W05-1",
                "date in_range 2030-01-01 to 2030-02-01",
                "date in_range to \"2030-02-01 10:00\"",
                "date in_range 2030-01-01 to duration hours=4 weeks=1",
                "date-spec hours=9-16 weekdays=1-5 years=2030-",
                "(a eq 1 or b eq 2) and (c eq 3 or d eq 4)",
                "a eq 1 or (b eq 2 and (c eq 3 or d eq 4))",
            })
    void whatIsWrittenIsWhatWasRead(String text) {
        assertEquals(text, RuleText.format(parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"resource ocf:heartbeat:IPaddr2", "resource ::Dummy or resource ocf::",
                "op monitor interval=10s and resource :pacemaker:", "op start"})
    void defaultsKnowAgentsAndOperations(String text) {
        assertEquals(text,
                RuleText.format(RuleParser.parse(List.of(text), RuleContext.OPERATION)));
    }

    @Test
    void andBindsTighterThanOr() {
        Rule rule = parse("a eq 1 or b eq 2 and c eq 3");
        assertEquals(Rule.Combination.ANY, rule.getCombination());
        assertEquals(2, rule.getConditionsCount());
        assertEquals(Rule.Combination.ALL, rule.getConditions(1).getRule().getCombination());
    }

    @Test
    void conditionsJoinedAlikeAreOneRule() {
        assertEquals(3, parse("a eq 1 and (b eq 2 and c eq 3)").getConditionsCount());
    }

    @Test
    void wordsOfTheShellMayBeSeveralOrOne() {
        Rule several = RuleParser.parse(
                List.of("(", "color", "eq", "dark blue", "or", "defined", "x)", "and", "y", "eq",
                        ""),
                RuleContext.NODE);
        assertEquals(parse("(color eq 'dark blue' or defined x) and y eq ''"), several);
    }

    @Test
    void attributeMayBearTheNameOfAKeyword() {
        Rule rule = parse("op eq x and defined ne y");
        assertEquals("op", rule.getConditions(0).getAttribute().getAttribute());
        assertEquals(Comparison.NOT_EQUAL, rule.getConditions(1).getAttribute().getComparison());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            #uname                       | 7  | one of lt, gt, lte, gte, eq, ne is expected
            #uname eq                    | 10 | a value is expected here, not the end
            #uname is n1                 | 8  | one of lt, gt, lte, gte, eq, ne is expected
            a eq 1 b eq 2                | 8  | 'and' or 'or' is expected here, not 'b'
            a eq 1 and                   | 11 | a condition is expected here, not the end
            (a eq 1 or b eq 2            | 1  | this parenthesis is not closed
            a eq 1) and b eq 2           | 7  | 'and' or 'or' is expected here, not ')'
            a eq integer four            | 14 | 'four' is no integer
            date gt tomorrow             | 9  | 'tomorrow' is no date
            date in_range 2030-01-01     | 25 | 'to' is expected
            date in_range to duration    | 18 | a duration needs a date
            date in_range 2030-01-01 to duration hours=x | 38 | counts in whole numbers
            date-spec                    | 10 | FIELD=VALUE of a date-spec is expected
            date-spec hours=25           | 11 | hours takes a number or range, such as 0-23
            date-spec moon=4             | 11 | there is no 'moon' in a date-spec
            date-spec hours=1 hours=2    | 19 | 'hours' is there twice
            a eq "x                      | 6  | the quotation that begins here does not end
            op monitor                   | 1  | operations cannot be asked for in a location
            a eq 1 and resource ocf::    | 12 | agents cannot be asked for in a location
            """)
    void mistakeIsShownAtItsColumn(String text, int column, String problem) {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> parse(text));
        List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
        assertEquals("In the rule, column " + column + ": ",
                lines.getFirst().substring(0, lines.getFirst().indexOf(':') + 2));
        assertEquals(true, lines.getFirst().contains(problem), lines.getFirst());
        assertEquals("  " + text, lines.get(1));
        assertEquals(column + 1, lines.get(2).indexOf('^'));
    }

    @Test
    void nodesCannotBeAskedForInDefaults() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> RuleParser
                .parse(List.of("#uname", "eq", "n1"), RuleContext.RESOURCE));
        assertEquals("In the rule, column 1: node attributes cannot be asked for in resource"
                + " defaults.",
                String.valueOf(failure.getMessage()).lines().findFirst().orElseThrow());
    }

    private static Rule parse(String text) {
        return RuleParser.parse(List.of(text), RuleContext.NODE);
    }
}
