// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ISO 8601 dates that configurations contain: calendar, ordinal and week dates. */
public final class DateText {
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})(?:-?(\\d{2})-?(\\d{2})|-?(\\d{3})|-?W(\\d{2})-?(\\d))"
                    + "(?:[T ]+(\\d{1,2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.\\d+)?)?)?)?"
                    + "\\s*(Z|[+-]\\d{2}(?::?\\d{2})?)?");

    private DateText() {}

    /** Empty if malformed; a date without a zone is in UTC. */
    public static Optional<Instant> parse(String text) {
        Matcher m = DATE.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime time = LocalTime.of(part(m, 7), part(m, 8), part(m, 9));
            return Optional.of(OffsetDateTime.of(date(m), time, zone(m.group(10))).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate date(Matcher m) {
        int year = part(m, 1);
        if (m.group(4) != null) {
            return LocalDate.ofYearDay(year, part(m, 4));
        }
        if (m.group(5) != null) {
            return LocalDate.of(year, 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, part(m, 5))
                    .with(java.time.temporal.ChronoField.DAY_OF_WEEK, part(m, 6));
        }
        return LocalDate.of(year, part(m, 2), part(m, 3));
    }

    private static ZoneOffset zone(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static int part(Matcher m, int group) {
        return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
    }
}
