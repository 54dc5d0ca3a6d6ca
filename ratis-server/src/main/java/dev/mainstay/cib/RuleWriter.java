// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.AttributeOperation;
import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.DateFields;
import dev.mainstay.model.RuleCondition.DateOperation;
import dev.mainstay.model.RuleCondition.Nested;
import dev.mainstay.model.RuleCondition.OperationExpression;
import dev.mainstay.model.RuleCondition.ResourceExpression;
import java.util.Optional;

/** Writes rules and their conditions. */
final class RuleWriter {
    private RuleWriter() {}

    static XmlElement rule(Rule rule) {
        XmlBuilder xml = new XmlBuilder("rule")
                .with("id", rule.id())
                .with("id-ref", rule.reference())
                .with("boolean-op", combination(rule))
                .with("role", rule.role())
                .with("score", rule.score())
                .with("score-attribute", rule.scoreAttribute());
        rule.conditions().forEach(condition -> xml.child(condition(condition)));
        return xml.build();
    }

    /** A mere reference must not say how the conditions of another rule are joined. */
    private static Optional<String> combination(Rule rule) {
        return switch (rule.combination()) {
            case ANY -> Optional.of("or");
            case ALL -> rule.reference().isPresent() ? Optional.empty() : Optional.of("and");
        };
    }

    private static XmlElement condition(RuleCondition condition) {
        return switch (condition) {
            case Nested(Rule inner) -> rule(inner);
            case AttributeExpression expression -> withId("expression", expression.id())
                    .with("attribute", expression.attribute())
                    .with("operation", text(expression.operation()))
                    .with("type", expression.type())
                    .with("value", expression.value())
                    .with("value-source", expression.valueSource())
                    .build();
            case DateExpression expression -> date(expression);
            case ResourceExpression expression -> withId("rsc_expression", expression.id())
                    .with("class", expression.standard())
                    .with("provider", expression.provider())
                    .with("type", expression.type())
                    .build();
            case OperationExpression expression -> withId("op_expression", expression.id())
                    .with("name", expression.name())
                    .with("interval", expression.interval())
                    .build();
        };
    }

    private static XmlElement date(DateExpression expression) {
        XmlBuilder xml = withId("date_expression", expression.id())
                .with("operation", text(expression.operation()))
                .with("start", expression.start())
                .with("end", expression.end());
        expression.duration().ifPresent(fields -> xml.child(fields("duration", fields)));
        expression.specification().ifPresent(fields -> xml.child(fields("date_spec", fields)));
        return xml.build();
    }

    private static XmlElement fields(String name, DateFields fields) {
        return new XmlBuilder(name).with("id", fields.id()).withAll(fields.fields()).build();
    }

    private static XmlBuilder withId(String name, String id) {
        return new XmlBuilder(name).with("id", Optional.of(id).filter(text -> !text.isEmpty()));
    }

    private static String text(AttributeOperation operation) {
        return switch (operation) {
            case DEFINED -> "defined";
            case NOT_DEFINED -> "not_defined";
            case LESS -> "lt";
            case GREATER -> "gt";
            case LESS_OR_EQUAL -> "lte";
            case GREATER_OR_EQUAL -> "gte";
            case EQUAL -> "eq";
            case NOT_EQUAL -> "ne";
        };
    }

    private static String text(DateOperation operation) {
        return switch (operation) {
            case BEFORE -> "lt";
            case AFTER -> "gt";
            case IN_RANGE -> "in_range";
            case MATCHES_SPECIFICATION -> "date_spec";
        };
    }
}
