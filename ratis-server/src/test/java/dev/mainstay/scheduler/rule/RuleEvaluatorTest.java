// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.AttributeOperation;
import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.DateFields;
import dev.mainstay.model.RuleCondition.DateOperation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleEvaluatorTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            10, LESS, 9, , false
            10, GREATER, 9, , true
            10, GREATER, 9, string, false
            1.5, LESS, 1.25, , false
            1.10, GREATER, 1.9, version, true
            , EQUAL, x, , false
            , NOT_EQUAL, x, , true
            , LESS, 5, , false
            a, DEFINED, , , true
            10, LESS, 1e99999999999, number, true
            1.010, EQUAL, 1.10, version, true
            2, GREATER, 00000000000000000000000000000001.99, version, true
            """)
    void attributesCompareByTypeAndUnsetOnesDiffer(String actual, AttributeOperation operation,
            String value, String type, boolean expected) {
        TreeMap<String, String> attributes = new TreeMap<>();
        if (actual != null) {
            attributes.put("size", actual);
        }
        RuleCondition condition = new AttributeExpression("e", "size", operation,
                Optional.ofNullable(value), Optional.ofNullable(type), Optional.empty());
        assertEquals(expected, new RuleEvaluator().holds(
                rule(condition), RuleContext.at(NOW).withNode(attributes)));
    }

    @Test
    void aDateRangeTellsWhenItWillEnd() {
        RuleEvaluator evaluator = new RuleEvaluator();
        RuleCondition range = new DateExpression("d", DateOperation.IN_RANGE,
                Optional.of("2026-06-01"), Optional.of("2026-06-30"), Optional.empty(),
                Optional.empty());
        assertEquals(true, evaluator.holds(rule(range), RuleContext.at(NOW)));
        assertEquals(Optional.of(Instant.parse("2026-06-30T00:00:01Z")),
                evaluator.nextChange());
    }

    /** A number of years that no calendar has, which once made the whole plan fail. */
    @Test
    void aDurationBeyondAllDatesHasNoEnd() {
        RuleEvaluator evaluator = new RuleEvaluator();
        RuleCondition range = new DateExpression("d", DateOperation.IN_RANGE,
                Optional.of("2026-06-01"), Optional.empty(), Optional.empty(),
                Optional.of(new DateFields(Optional.empty(),
                        new TreeMap<>(Map.of("years", "999999999999")))));
        assertEquals(true, evaluator.holds(rule(range), RuleContext.at(NOW)));
        assertEquals(Optional.empty(), evaluator.nextChange());
    }

    private static Rule rule(RuleCondition condition) {
        return new Rule(Optional.of("r"), Optional.empty(), Rule.Combination.ALL,
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(condition));
    }
}
