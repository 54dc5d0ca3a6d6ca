// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.proto.v1.ConfigurationProto.AttributeExpression;
import dev.mainstay.proto.v1.ConfigurationProto.DateExpression;
import dev.mainstay.proto.v1.ConfigurationProto.OperationExpression;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceExpression;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import dev.mainstay.proto.v1.ConfigurationProto.RuleCondition;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a rule in the language that {@link RuleParser} reads. */
public final class RuleText {

    private RuleText() {}

    public static String format(Rule rule) {
        if (rule.hasReference()) {
            return "as rule " + rule.getReference();
        }
        String joint = switch (rule.getCombination()) {
            case ALL, UNRECOGNIZED -> " and ";
            case ANY -> " or ";
        };
        return rule.getConditionsList().stream()
                .map(RuleText::condition).collect(Collectors.joining(joint));
    }

    private static String condition(RuleCondition condition) {
        return switch (condition.getKindCase()) {
            case ATTRIBUTE -> attribute(condition.getAttribute());
            case DATE -> date(condition.getDate());
            case RESOURCE -> resource(condition.getResource());
            case OPERATION -> operation(condition.getOperation());
            case RULE -> "(" + format(condition.getRule()) + ")";
            case KIND_NOT_SET -> "?";
        };
    }

    private static String attribute(AttributeExpression expression) {
        String word = Comparisons.word(expression.getComparison());
        String name = RuleScanner.quotedIfNeeded(expression.getAttribute());
        return switch (expression.getComparison()) {
            case DEFINED, NOT_DEFINED -> word + " " + name;
            case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, UNRECOGNIZED ->
                    name + " " + word + " " + spaced(expression.getType())
                            + RuleScanner.quotedIfNeeded(expression.getValue());
        };
    }

    private static String date(DateExpression expression) {
        return switch (expression.getComparison()) {
            case BEFORE -> "date lt " + RuleScanner.quotedIfNeeded(expression.getEnd());
            case AFTER -> "date gt " + RuleScanner.quotedIfNeeded(expression.getStart());
            case IN_RANGE, UNRECOGNIZED -> "date in_range "
                    + (expression.hasStart()
                            ? RuleScanner.quotedIfNeeded(expression.getStart()) + " "
                            : "")
                    + "to " + (expression.hasEnd()
                            ? RuleScanner.quotedIfNeeded(expression.getEnd())
                            : "duration " + fields(expression.getDuration()));
            case MATCHES_SPECIFICATION -> "date-spec " + fields(expression.getSpecification());
        };
    }

    private static String fields(DateExpression.Fields fields) {
        Map<String, String> sorted = new TreeMap<>(fields.getFieldsMap());
        return sorted.entrySet().stream().map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String resource(ResourceExpression expression) {
        return "resource " + expression.getStandard() + ":" + expression.getProvider() + ":"
                + expression.getType();
    }

    private static String operation(OperationExpression expression) {
        return "op " + expression.getName()
                + (expression.hasInterval() ? " interval=" + expression.getInterval() : "");
    }

    private static String spaced(String word) {
        return word.isEmpty() ? "" : word + " ";
    }
}
