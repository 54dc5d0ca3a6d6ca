// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.rule;

import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.AttributeOperation;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a node attribute with a value, as a string, integer, number or version. */
final class AttributeComparison {
    private static final Pattern INTEGER = Pattern.compile("\\s*([+-]?\\d+).*", Pattern.DOTALL);
    private static final Pattern NUMBER =
            Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?)\\s*.*",
                    Pattern.DOTALL);

    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    /** Longer texts are no numbers that anybody compares, and take long to be read as ones. */
    private static final int NUMBER_LENGTH = 100;

    private AttributeComparison() {}

    static boolean holds(AttributeExpression expression, RuleContext context, String attribute) {
        Optional<String> actual =
                context.nodeAttributes().map(attributes -> attributes.get(attribute));
        Optional<String> reference = referenceValue(expression, context);
        AttributeOperation operation = expression.operation();
        if (operation == AttributeOperation.DEFINED) {
            return actual.isPresent();
        }
        if (operation == AttributeOperation.NOT_DEFINED) {
            return actual.isEmpty();
        }
        if (actual.isEmpty() || reference.isEmpty()) {
            // Unset equals unset, and differs from anything that is set.
            boolean same = actual.isEmpty() && reference.isEmpty();
            return switch (operation) {
                case EQUAL -> same;
                case NOT_EQUAL -> !same;
                default -> false;
            };
        }
        int order = compare(actual.get(), reference.get(), type(expression, actual.get(),
                reference.get()));
        return switch (operation) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case GREATER -> order > 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case DEFINED, NOT_DEFINED -> false;
        };
    }

    private static Optional<String> referenceValue(
            AttributeExpression expression, RuleContext context) {
        Optional<SortedMap<String, String>> source =
                switch (expression.valueSource().orElse("literal")) {
                    case "param" -> context.parameters();
                    case "meta" -> context.metaAttributes();
                    default -> Optional.empty();
                };
        if (expression.valueSource().filter(s -> !s.equals("literal")).isEmpty()) {
            return expression.value();
        }
        return expression.value().flatMap(v -> source.map(s -> s.get(v)));
    }

    private static String type(AttributeExpression expression, String left, String right) {
        if (expression.type().isPresent()) {
            return expression.type().get().toLowerCase(Locale.ROOT);
        }
        return switch (expression.operation()) {
            case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
                    left.indexOf('.') >= 0 || right.indexOf('.') >= 0 ? "number" : "integer";
            case EQUAL, NOT_EQUAL, DEFINED, NOT_DEFINED -> "string";
        };
    }

    private static int compare(String left, String right, String type) {
        return switch (type) {
            case "integer" -> compareParsed(left, right, INTEGER);
            case "number" -> compareParsed(left, right, NUMBER);
            case "version" -> compareVersions(left, right);
            default -> left.compareToIgnoreCase(right);
        };
    }

    /** Numbers that do not parse are compared as strings. */
    private static int compareParsed(String left, String right, Pattern pattern) {
        Matcher first = pattern.matcher(left);
        Matcher second = pattern.matcher(right);
        if (left.length() > NUMBER_LENGTH || right.length() > NUMBER_LENGTH
                || !first.matches() || !second.matches()) {
            return left.compareToIgnoreCase(right);
        }
        return new BigDecimal(first.group(1)).compareTo(new BigDecimal(second.group(1)));
    }

    private static int compareVersions(String left, String right) {
        String[] first = left.split("[^0-9]+", -1);
        String[] second = right.split("[^0-9]+", -1);
        for (int i = 0; i < Math.max(first.length, second.length); i++) {
            String one = part(first, i);
            String other = part(second, i);
            int order = one.length() != other.length()
                    ? Integer.compare(one.length(), other.length())
                    : one.compareTo(other);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Digits without leading zeros: of two numbers the one with more of them is larger. */
    private static String part(String[] parts, int index) {
        return index < parts.length ? LEADING_ZEROS.matcher(parts[index]).replaceFirst("") : "";
    }
}
