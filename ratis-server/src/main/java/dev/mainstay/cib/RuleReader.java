// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.AttributeOperation;
import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.DateFields;
import dev.mainstay.model.RuleCondition.DateOperation;
import dev.mainstay.model.RuleCondition.OperationExpression;
import dev.mainstay.model.RuleCondition.ResourceExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Reads rules and their conditions. */
final class RuleReader {

    Rule read(XmlElement element) throws CibFormatException {
        List<RuleCondition> conditions = new ArrayList<>();
        for (XmlElement child : element.children()) {
            conditions.add(condition(child));
        }
        Rule.Combination combination = switch (lower(element, "boolean-op", "and")) {
            case "or" -> Rule.Combination.ANY;
            case "and" -> Rule.Combination.ALL;
            default -> throw element.error("has a boolean-op other than 'and' and 'or'");
        };
        return new Rule(element.attribute("id"), element.attribute("id-ref"), combination,
                element.attribute("role"), element.attribute("score"),
                element.attribute("score-attribute"), conditions);
    }

    private RuleCondition condition(XmlElement element) throws CibFormatException {
        String id = element.attribute("id").orElse("");
        return switch (element.name()) {
            case "rule" -> new RuleCondition.Nested(read(element));
            case "expression" -> new AttributeExpression(id, element.required("attribute"),
                    attributeOperation(element), element.attribute("value"),
                    element.attribute("type"), element.attribute("value-source"));
            case "date_expression" -> new DateExpression(id, dateOperation(element),
                    element.attribute("start"), element.attribute("end"),
                    element.child("date_spec").map(RuleReader::fields),
                    element.child("duration").map(RuleReader::fields));
            case "rsc_expression" -> new ResourceExpression(id, element.attribute("class"),
                    element.attribute("provider"), element.attribute("type"));
            case "op_expression" -> new OperationExpression(id, element.required("name"),
                    element.attribute("interval"));
            default -> throw element.error("is not a known condition of a rule");
        };
    }

    private static AttributeOperation attributeOperation(XmlElement element)
            throws CibFormatException {
        return switch (lower(element, "operation", "")) {
            case "defined" -> AttributeOperation.DEFINED;
            case "not_defined" -> AttributeOperation.NOT_DEFINED;
            case "lt" -> AttributeOperation.LESS;
            case "gt" -> AttributeOperation.GREATER;
            case "lte" -> AttributeOperation.LESS_OR_EQUAL;
            case "gte" -> AttributeOperation.GREATER_OR_EQUAL;
            case "eq" -> AttributeOperation.EQUAL;
            case "ne" -> AttributeOperation.NOT_EQUAL;
            default -> throw element.error("has an unknown operation");
        };
    }

    private static DateOperation dateOperation(XmlElement element) throws CibFormatException {
        return switch (lower(element, "operation", "in_range")) {
            case "lt" -> DateOperation.BEFORE;
            case "gt" -> DateOperation.AFTER;
            case "in_range" -> DateOperation.IN_RANGE;
            case "date_spec" -> DateOperation.MATCHES_SPECIFICATION;
            default -> throw element.error("has an unknown operation");
        };
    }

    private static DateFields fields(XmlElement element) {
        TreeMap<String, String> fields = new TreeMap<>(element.attributes());
        fields.remove("id");
        return new DateFields(element.attribute("id"), fields);
    }

    private static String lower(XmlElement element, String key, String otherwise) {
        return element.attribute(key).orElse(otherwise).toLowerCase(Locale.ROOT);
    }
}
