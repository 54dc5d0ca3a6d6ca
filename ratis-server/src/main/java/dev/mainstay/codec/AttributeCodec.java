// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
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
import dev.mainstay.proto.v1.ConfigurationProto;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Blocks of attributes and the rules that say when they hold. */
final class AttributeCodec {

    private AttributeCodec() {}

    static List<ConfigurationProto.AttributeSet> encodeSets(List<AttributeSet> sets) {
        return sets.stream().map(AttributeCodec::encode).toList();
    }

    static ConfigurationProto.AttributeSet encode(AttributeSet set) {
        var message = ConfigurationProto.AttributeSet.newBuilder();
        set.id().ifPresent(message::setId);
        set.reference().ifPresent(message::setReference);
        set.score().ifPresent(message::setScore);
        set.rule().ifPresent(rule -> message.setRule(encode(rule)));
        set.attributes().forEach(attribute -> message.addAttributes(encode(attribute)));
        return message.build();
    }

    static ConfigurationProto.Rule encode(Rule rule) {
        var message = ConfigurationProto.Rule.newBuilder();
        rule.id().ifPresent(message::setId);
        rule.reference().ifPresent(message::setReference);
        message.setCombination(switch (rule.combination()) {
            case ALL -> ConfigurationProto.Rule.Combination.ALL;
            case ANY -> ConfigurationProto.Rule.Combination.ANY;
        });
        rule.role().ifPresent(message::setRole);
        rule.score().ifPresent(message::setScore);
        rule.scoreAttribute().ifPresent(message::setScoreAttribute);
        rule.conditions().forEach(condition -> message.addConditions(encode(condition)));
        return message.build();
    }

    static AttributeSet set(ConfigurationProto.AttributeSet message) throws MalformedField {
        Optional<Rule> rule = message.hasRule()
                ? Optional.of(decode("rule", message.getRule(), AttributeCodec::rule))
                : Optional.empty();
        return new AttributeSet(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                message.hasReference() ? Optional.of(message.getReference()) : Optional.empty(),
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                rule,
                message.getAttributesList().stream().map(AttributeCodec::attribute).toList());
    }

    static Rule rule(ConfigurationProto.Rule message) throws MalformedField {
        return new Rule(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                message.hasReference() ? Optional.of(message.getReference()) : Optional.empty(),
                switch (message.getCombination()) {
                    case ALL -> Rule.Combination.ALL;
                    case ANY -> Rule.Combination.ANY;
                    case UNRECOGNIZED -> throw unknownKind("combination");
                },
                message.hasRole() ? Optional.of(message.getRole()) : Optional.empty(),
                message.hasScore() ? Optional.of(message.getScore()) : Optional.empty(),
                message.hasScoreAttribute()
                        ? Optional.of(message.getScoreAttribute())
                        : Optional.empty(),
                decodeAll("conditions", message.getConditionsList(), AttributeCodec::condition));
    }

    private static ConfigurationProto.Attribute encode(Attribute attribute) {
        var message = ConfigurationProto.Attribute.newBuilder();
        attribute.id().ifPresent(message::setId);
        attribute.reference().ifPresent(message::setReference);
        attribute.name().ifPresent(message::setName);
        attribute.value().ifPresent(message::setValue);
        return message.build();
    }

    private static Attribute attribute(ConfigurationProto.Attribute message) {
        return new Attribute(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                message.hasReference() ? Optional.of(message.getReference()) : Optional.empty(),
                message.hasName() ? Optional.of(message.getName()) : Optional.empty(),
                message.hasValue() ? Optional.of(message.getValue()) : Optional.empty());
    }

    private static ConfigurationProto.RuleCondition encode(RuleCondition condition) {
        var message = ConfigurationProto.RuleCondition.newBuilder();
        switch (condition) {
            case AttributeExpression expression -> message.setAttribute(encode(expression));
            case DateExpression expression -> message.setDate(encode(expression));
            case ResourceExpression expression -> message.setResource(encode(expression));
            case OperationExpression expression -> message.setOperation(encode(expression));
            case Nested(Rule rule) -> message.setRule(encode(rule));
        }
        return message.build();
    }

    private static RuleCondition condition(ConfigurationProto.RuleCondition message)
            throws MalformedField {
        return switch (message.getKindCase()) {
            case ATTRIBUTE ->
                    decode("attribute", message.getAttribute(), AttributeCodec::attribute);
            case DATE -> decode("date", message.getDate(), AttributeCodec::date);
            case RESOURCE -> resource(message.getResource());
            case OPERATION -> operation(message.getOperation());
            case RULE -> new Nested(decode("rule", message.getRule(), AttributeCodec::rule));
            case KIND_NOT_SET -> throw unknownKind("");
        };
    }

    private static ConfigurationProto.AttributeExpression encode(AttributeExpression expression) {
        var message = ConfigurationProto.AttributeExpression.newBuilder()
                .setId(expression.id())
                .setAttribute(expression.attribute())
                .setComparison(ConfigurationProto.AttributeExpression.Comparison
                        .valueOf(expression.operation().name()));
        expression.value().ifPresent(message::setValue);
        expression.type().ifPresent(message::setType);
        expression.valueSource().ifPresent(message::setValueSource);
        return message.build();
    }

    private static AttributeExpression attribute(ConfigurationProto.AttributeExpression message)
            throws MalformedField {
        AttributeOperation operation = switch (message.getComparison()) {
            case DEFINED -> AttributeOperation.DEFINED;
            case NOT_DEFINED -> AttributeOperation.NOT_DEFINED;
            case LESS -> AttributeOperation.LESS;
            case GREATER -> AttributeOperation.GREATER;
            case LESS_OR_EQUAL -> AttributeOperation.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> AttributeOperation.GREATER_OR_EQUAL;
            case EQUAL -> AttributeOperation.EQUAL;
            case NOT_EQUAL -> AttributeOperation.NOT_EQUAL;
            case UNRECOGNIZED -> throw unknownKind("comparison");
        };
        return new AttributeExpression(
                message.getId(),
                required("attribute", message.getAttribute()),
                operation,
                message.hasValue() ? Optional.of(message.getValue()) : Optional.empty(),
                message.hasType() ? Optional.of(message.getType()) : Optional.empty(),
                message.hasValueSource() ? Optional.of(message.getValueSource())
                        : Optional.empty());
    }

    private static ConfigurationProto.DateExpression encode(DateExpression expression) {
        var message = ConfigurationProto.DateExpression.newBuilder()
                .setId(expression.id())
                .setComparison(ConfigurationProto.DateExpression.Comparison
                        .valueOf(expression.operation().name()));
        expression.start().ifPresent(message::setStart);
        expression.end().ifPresent(message::setEnd);
        expression.specification().ifPresent(fields -> message.setSpecification(encode(fields)));
        expression.duration().ifPresent(fields -> message.setDuration(encode(fields)));
        return message.build();
    }

    private static DateExpression date(ConfigurationProto.DateExpression message)
            throws MalformedField {
        DateOperation operation = switch (message.getComparison()) {
            case BEFORE -> DateOperation.BEFORE;
            case AFTER -> DateOperation.AFTER;
            case IN_RANGE -> DateOperation.IN_RANGE;
            case MATCHES_SPECIFICATION -> DateOperation.MATCHES_SPECIFICATION;
            case UNRECOGNIZED -> throw unknownKind("comparison");
        };
        return new DateExpression(
                message.getId(),
                operation,
                message.hasStart() ? Optional.of(message.getStart()) : Optional.empty(),
                message.hasEnd() ? Optional.of(message.getEnd()) : Optional.empty(),
                message.hasSpecification()
                        ? Optional.of(fields(message.getSpecification()))
                        : Optional.empty(),
                message.hasDuration()
                        ? Optional.of(fields(message.getDuration()))
                        : Optional.empty());
    }

    private static ConfigurationProto.DateExpression.Fields encode(DateFields fields) {
        var message = ConfigurationProto.DateExpression.Fields.newBuilder()
                .putAllFields(fields.fields());
        fields.id().ifPresent(message::setId);
        return message.build();
    }

    private static DateFields fields(ConfigurationProto.DateExpression.Fields message) {
        return new DateFields(
                message.hasId() ? Optional.of(message.getId()) : Optional.empty(),
                new TreeMap<>(message.getFieldsMap()));
    }

    private static ConfigurationProto.ResourceExpression encode(ResourceExpression expression) {
        var message = ConfigurationProto.ResourceExpression.newBuilder().setId(expression.id());
        expression.standard().ifPresent(message::setStandard);
        expression.provider().ifPresent(message::setProvider);
        expression.type().ifPresent(message::setType);
        return message.build();
    }

    private static ResourceExpression resource(ConfigurationProto.ResourceExpression message) {
        return new ResourceExpression(
                message.getId(),
                message.hasStandard() ? Optional.of(message.getStandard()) : Optional.empty(),
                message.hasProvider() ? Optional.of(message.getProvider()) : Optional.empty(),
                message.hasType() ? Optional.of(message.getType()) : Optional.empty());
    }

    private static ConfigurationProto.OperationExpression encode(OperationExpression expression) {
        var message = ConfigurationProto.OperationExpression.newBuilder()
                .setId(expression.id())
                .setName(expression.name());
        expression.interval().ifPresent(message::setInterval);
        return message.build();
    }

    private static OperationExpression operation(ConfigurationProto.OperationExpression message) {
        return new OperationExpression(
                message.getId(),
                message.getName(),
                message.hasInterval() ? Optional.of(message.getInterval()) : Optional.empty());
    }
}
