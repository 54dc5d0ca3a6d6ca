// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.proto.v1.ConfigurationProto.DateExpression;
import dev.mainstay.proto.v1.ConfigurationProto.DateExpression.Comparison;
import dev.mainstay.proto.v1.ConfigurationProto.RuleCondition;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads conditions on the date. */
final class DateParser {

    /** ISO 8601: calendar, ordinal and week dates, with an optional time and zone. */
    private static final Pattern DATE = Pattern.compile(
            "[0-9]{4}(-?[0-9]{2}-?[0-9]{2}|-?[0-9]{3}|-?W[0-9]{2}-?[1-7])"
                    + "([T ][0-9]{2}(:?[0-9]{2}(:?[0-9]{2})?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?");

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(-([0-9]{1,4})?)?|-([0-9]+)");

    private static final List<String> DURATION_FIELDS =
            List.of("seconds", "minutes", "hours", "days", "weeks", "months", "years");

    private final RuleTokens tokens;

    DateParser(RuleTokens tokens) {
        this.tokens = tokens;
    }

    /** After {@code date}. */
    RuleCondition comparison() {
        DateExpression.Builder expression = DateExpression.newBuilder();
        if (tokens.skip("gt")) {
            expression.setComparison(Comparison.AFTER).setStart(date());
        } else if (tokens.skip("lt")) {
            expression.setComparison(Comparison.BEFORE).setEnd(date());
        } else if (tokens.skip("in_range")) {
            range(expression.setComparison(Comparison.IN_RANGE));
        } else {
            throw tokens.unexpected("one of gt, lt, in_range");
        }
        return RuleCondition.newBuilder().setDate(expression).build();
    }

    private void range(DateExpression.Builder expression) {
        if (!tokens.peek().is("to")) {
            expression.setStart(date());
        }
        if (!tokens.skip("to")) {
            throw tokens.unexpected("'to'");
        }
        if (!tokens.peek().is("duration")) {
            expression.setEnd(date());
            return;
        }
        RuleToken duration = tokens.next();
        if (!expression.hasStart()) {
            throw tokens.mistake(duration, "a duration needs a date to begin at");
        }
        expression.setDuration(fields("a duration", field -> {
            if (!DURATION_FIELDS.contains(field.name())) {
                return "there is no '" + field.name() + "' in a duration, only "
                        + String.join(", ", DURATION_FIELDS);
            }
            return field.value().matches("[0-9]{1,9}") ? "" : "a duration counts in whole numbers";
        }));
    }

    /** After {@code date-spec}. */
    RuleCondition specification() {
        return RuleCondition.newBuilder()
                .setDate(DateExpression.newBuilder()
                        .setComparison(Comparison.MATCHES_SPECIFICATION)
                        .setSpecification(fields("a date-spec", DateParser::specificationProblem)))
                .build();
    }

    private String date() {
        RuleToken date = tokens.word("a date");
        if (!DATE.matcher(date.text()).matches()) {
            throw tokens.mistake(date, date.shown() + " is no date: write one as 2030-01-31 or"
                    + " 2030-01-31T18:00:00Z");
        }
        return date.text();
    }

    /** One or more assignments. */
    private DateExpression.Fields fields(String what, FieldCheck check) {
        DateExpression.Fields.Builder fields = DateExpression.Fields.newBuilder();
        while (tokens.peek().isAssignment()) {
            RuleToken token = tokens.next();
            int equals = token.text().indexOf('=');
            Field field = new Field(
                    token.text().substring(0, equals), token.text().substring(equals + 1));
            String problem = check.problem(field);
            if (problem.isEmpty() && fields.containsFields(field.name())) {
                problem = "'" + field.name() + "' is there twice";
            }
            if (!problem.isEmpty()) {
                throw tokens.mistake(token, problem);
            }
            fields.putFields(field.name(), field.value());
        }
        if (fields.getFieldsCount() == 0) {
            throw tokens.unexpected("FIELD=VALUE of " + what);
        }
        return fields.build();
    }

    private static String specificationProblem(Field field) {
        int[] bounds = switch (field.name()) {
            case "seconds", "minutes" -> new int[] {0, 59};
            case "hours" -> new int[] {0, 23};
            case "monthdays" -> new int[] {1, 31};
            case "weekdays" -> new int[] {1, 7};
            case "yeardays" -> new int[] {1, 366};
            case "months" -> new int[] {1, 12};
            case "weeks" -> new int[] {1, 53};
            case "years", "weekyears" -> new int[] {1, 9999};
            default -> new int[0];
        };
        if (bounds.length == 0) {
            return "there is no '" + field.name() + "' in a date-spec, only seconds, minutes,"
                    + " hours, monthdays, weekdays, yeardays, months, weeks, years, weekyears";
        }
        Matcher range = RANGE.matcher(field.value());
        boolean fits = range.matches() && numbers(range).allMatch(
                number -> number >= bounds[0] && number <= bounds[1]);
        return fits ? ""
                : field.name() + " takes a number or range, such as " + bounds[0] + "-"
                        + bounds[1];
    }

    private static IntStream numbers(Matcher range) {
        return IntStream.of(1, 3, 4)
                .filter(group -> range.group(group) != null)
                .map(group -> Integer.parseInt(range.group(group)));
    }

    private record Field(String name, String value) {}

    /** Says what is wrong with a field, nothing if it is right. */
    private interface FieldCheck {
        String problem(Field field);
    }
}
