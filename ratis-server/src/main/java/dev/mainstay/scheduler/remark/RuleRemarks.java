// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.remark;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.AttributeOperation;
import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.DateFields;
import dev.mainstay.model.RuleCondition.Nested;
import dev.mainstay.model.RuleCondition.OperationExpression;
import dev.mainstay.model.RuleCondition.ResourceExpression;
import dev.mainstay.scheduler.rule.DateText;
import dev.mainstay.state.Findings;
import java.util.List;
import java.util.regex.Pattern;

/** Finds rules that can never hold as they were meant to. */
final class RuleRemarks {
    private static final List<String> TYPES = List.of("string", "integer", "number", "version");
    private static final List<String> SOURCES = List.of("literal", "param", "meta");
    private static final List<String> DURATIONS = List.of("years", "months", "weeks", "days",
            "hours", "minutes", "seconds");
    private static final List<String> SPECIFICATIONS = List.of("seconds", "minutes", "hours",
            "monthdays", "weekdays", "yeardays", "months", "weeks", "years", "weekyears", "moon");
    private static final Pattern RANGE =
            Pattern.compile("\\s*(\\d{1,9}(-\\d{0,9})?|-\\d{1,9})\\s*");
    private static final Pattern AMOUNT = Pattern.compile("\\s*-?\\d{1,9}\\s*");

    private final Findings findings;

    RuleRemarks(Findings findings) {
        this.findings = findings;
    }

    /** @param owner id of the nearest element around the rule */
    void check(String owner, Rule rule) {
        String id = rule.id().orElse(owner);
        if (rule.reference().isPresent()) {
            return;
        }
        if (rule.conditions().isEmpty()) {
            findings.add(id, "rule " + id + " has no condition, so it never holds");
        }
        rule.role().ifPresent(role -> findings.role(id, "role of rule " + id, role));
        for (RuleCondition condition : rule.conditions()) {
            switch (condition) {
                case Nested(Rule inner) -> check(id, inner);
                case AttributeExpression expression -> attribute(id, expression);
                case DateExpression expression -> date(id, expression);
                case OperationExpression expression -> expression.interval()
                        .filter(text -> DurationText.parse(text).isEmpty())
                        .ifPresent(text -> findings.duration(
                                place(id, expression.id()), "interval in rule " + id, text));
                case ResourceExpression _ -> {
                    // Any text may be the name of an agent.
                }
            }
        }
    }

    private void attribute(String rule, AttributeExpression expression) {
        String place = place(rule, expression.id());
        expression.type().ifPresent(
                type -> findings.oneOf(place, "type in rule " + rule, type, TYPES));
        expression.valueSource().ifPresent(
                source -> findings.oneOf(place, "value-source in rule " + rule, source, SOURCES));
        boolean unary = expression.operation() == AttributeOperation.DEFINED
                || expression.operation() == AttributeOperation.NOT_DEFINED;
        if (!unary && expression.value().isEmpty()) {
            findings.add(place, "rule " + rule + " compares " + expression.attribute()
                    + " with no value");
        }
    }

    private void date(String rule, DateExpression expression) {
        String place = place(rule, expression.id());
        expression.start().ifPresent(text -> moment(place, rule, "start", text));
        expression.end().ifPresent(text -> moment(place, rule, "end", text));
        expression.duration().ifPresent(fields -> fields(place, rule, fields, DURATIONS, AMOUNT));
        expression.specification()
                .ifPresent(fields -> fields(place, rule, fields, SPECIFICATIONS, RANGE));
        String missing = switch (expression.operation()) {
            case BEFORE -> expression.end().isEmpty() ? "an end" : "";
            case AFTER -> expression.start().isEmpty() ? "a start" : "";
            case IN_RANGE -> expression.start().isEmpty() && expression.end().isEmpty()
                    ? "a start or an end"
                    : "";
            case MATCHES_SPECIFICATION -> expression.specification().isEmpty()
                    ? "a date_spec"
                    : "";
        };
        if (!missing.isEmpty()) {
            findings.add(place, "a date in rule " + rule + " needs " + missing);
        }
    }

    private void moment(String place, String rule, String name, String text) {
        if (DateText.parse(text).isEmpty()) {
            findings.add(place, name + " in rule " + rule + " is \"" + text
                    + "\"; it has to be a date such as 2030-01-31T18:00:00Z");
        }
    }

    private void fields(String place, String rule, DateFields fields, List<String> known,
            Pattern form) {
        fields.fields().forEach((name, value) -> {
            if (!known.contains(name)) {
                findings.add(place, name + " in rule " + rule + " is not known; known are "
                        + String.join(", ", known));
            } else if (!form.matcher(value).matches()) {
                findings.add(place, name + " in rule " + rule + " is \"" + value
                        + "\"; it has to be a number"
                        + (form.equals(RANGE) ? " or a range such as 9-16" : ""));
            }
        });
    }

    private static String place(String rule, String own) {
        return own.isEmpty() ? rule : own;
    }
}
