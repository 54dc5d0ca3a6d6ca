// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** One condition of a {@link Rule}; a rule may itself be a condition. */
public sealed interface RuleCondition {

    /** Compares a node attribute, or tests whether it is defined. */
    record AttributeExpression(
            String id,
            String attribute,
            AttributeOperation operation,
            Optional<String> value,
            Optional<String> type,
            Optional<String> valueSource) implements RuleCondition {}

    /** Compares the current date; the specification and duration are field name to text. */
    record DateExpression(
            String id,
            DateOperation operation,
            Optional<String> start,
            Optional<String> end,
            Optional<DateFields> specification,
            Optional<DateFields> duration) implements RuleCondition {}

    /** Matches the agent of a resource; an absent field matches anything. */
    record ResourceExpression(
            String id, Optional<String> standard, Optional<String> provider,
            Optional<String> type) implements RuleCondition {}

    /** Matches an operation by name and, if given, interval. */
    record OperationExpression(String id, String name,
            Optional<String> interval) implements RuleCondition {}

    /** A rule as a condition of another one. */
    record Nested(Rule rule) implements RuleCondition {}

    /** The ways to compare an attribute. */
    enum AttributeOperation {
        DEFINED,
        NOT_DEFINED,
        LESS,
        GREATER,
        LESS_OR_EQUAL,
        GREATER_OR_EQUAL,
        EQUAL,
        NOT_EQUAL
    }

    /** The ways to compare a date. */
    enum DateOperation {
        BEFORE,
        AFTER,
        IN_RANGE,
        MATCHES_SPECIFICATION
    }

    /** Fields of a date specification or duration (hours, weekdays, ...) as written. */
    record DateFields(Optional<String> id, SortedMap<String, String> fields) {
        public DateFields {
            Objects.requireNonNull(id);
            fields = SortedMaps.copyOf(fields);
        }
    }
}
