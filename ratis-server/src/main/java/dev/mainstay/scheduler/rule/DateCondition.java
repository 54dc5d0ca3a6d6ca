// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.rule;

import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.DateFields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.Optional;

/** Evaluates date expressions, in UTC where the text names no zone. */
final class DateCondition {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private DateCondition() {}

    /** Whether the condition is met now, and when that may change. */
    record Outcome(boolean met, Optional<Instant> nextChange) {}

    static Outcome evaluate(DateExpression expression, Instant now) {
        Optional<Instant> start = expression.start().flatMap(DateText::parse);
        Optional<Instant> end = expression.end().flatMap(DateText::parse)
                .or(() -> start.flatMap(s -> expression.duration().flatMap(d -> after(s, d))));
        return switch (expression.operation()) {
            case BEFORE -> end.map(e -> new Outcome(now.isBefore(e),
                    Optional.of(e).filter(now::isBefore)))
                    .orElse(new Outcome(false, Optional.empty()));
            case AFTER -> start.map(s -> new Outcome(now.isAfter(s),
                    Optional.of(s.plusSeconds(1)).filter(now::isBefore)))
                    .orElse(new Outcome(false, Optional.empty()));
            case IN_RANGE -> inRange(start, end, now);
            case MATCHES_SPECIFICATION -> new Outcome(
                    expression.specification().filter(s -> matches(s, now)).isPresent(),
                    Optional.empty());
        };
    }

    private static Outcome inRange(Optional<Instant> start, Optional<Instant> end, Instant now) {
        if (start.isEmpty() && end.isEmpty()) {
            return new Outcome(false, Optional.empty());
        }
        if (start.isPresent() && now.isBefore(start.get())) {
            return new Outcome(false, start);
        }
        if (end.isPresent() && now.isAfter(end.get())) {
            return new Outcome(false, Optional.empty());
        }
        return new Outcome(true, end.map(e -> e.plusSeconds(1)));
    }

    /** Empty if it is later than any date can be written: then there is no end. */
    private static Optional<Instant> after(Instant start, DateFields duration) {
        try {
            Instant end = sum(start, duration);
            return end.isAfter(LATEST) ? Optional.empty() : Optional.of(end);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant sum(Instant start, DateFields duration) {
        OffsetDateTime date = start.atOffset(ZoneOffset.UTC);
        for (Map.Entry<String, String> field : duration.fields().entrySet()) {
            long amount = number(field.getValue()).orElse(0L);
            date = switch (field.getKey()) {
                case "years" -> date.plusYears(amount);
                case "months" -> date.plusMonths(amount);
                case "weeks" -> date.plusWeeks(amount);
                case "days" -> date.plusDays(amount);
                case "hours" -> date.plusHours(amount);
                case "minutes" -> date.plusMinutes(amount);
                case "seconds" -> date.plusSeconds(amount);
                default -> date;
            };
        }
        return date.toInstant();
    }

    private static boolean matches(DateFields specification, Instant now) {
        OffsetDateTime date = now.atOffset(ZoneOffset.UTC);
        for (Map.Entry<String, String> field : specification.fields().entrySet()) {
            Optional<Integer> actual = switch (field.getKey()) {
                case "seconds" -> Optional.of(date.getSecond());
                case "minutes" -> Optional.of(date.getMinute());
                case "hours" -> Optional.of(date.getHour());
                case "monthdays" -> Optional.of(date.getDayOfMonth());
                case "weekdays" -> Optional.of(DayOfWeek.from(date).getValue());
                case "yeardays" -> Optional.of(date.getDayOfYear());
                case "months" -> Optional.of(date.getMonthValue());
                case "weeks" -> Optional.of(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
                case "years" -> Optional.of(date.get(ChronoField.YEAR));
                case "weekyears" -> Optional.of(date.get(IsoFields.WEEK_BASED_YEAR));
                default -> Optional.empty();
            };
            if (actual.isPresent() && !inNumberRange(field.getValue(), actual.get())) {
                return false;
            }
        }
        return true;
    }

    /** A range reads {@code 3}, {@code 3-}, {@code -5} or {@code 4-6}. */
    private static boolean inNumberRange(String range, int value) {
        int dash = range.indexOf('-');
        if (dash < 0) {
            return number(range).filter(n -> n == value).isPresent();
        }
        Optional<Long> low = number(range.substring(0, dash));
        Optional<Long> high = number(range.substring(dash + 1));
        return low.map(l -> value >= l).orElse(true) && high.map(h -> value <= h).orElse(true);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
