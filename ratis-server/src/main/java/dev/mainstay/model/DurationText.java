// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations: a number (seconds unless it has a unit) or an ISO 8601 duration. */
public final class DurationText {
    /**
     * About 49 days: intervals and time-outs travel as 32-bit milliseconds in the field's tools.
     */
    private static final long MAX_MILLIS = 0xFFFF_FFFFL;

    /** Some 30,000 years: what ISO durations are cut to, so that they can be added to dates. */
    private static final long MAX_ISO_SECONDS = 1_000_000_000_000L;

    private static final Pattern ISO =
            Pattern.compile("P(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?"
                    + "(?:T?(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)S)?)?");

    /**
     * Seconds in a year, month (both as Pacemaker counts them), week, day, hour, minute, second.
     */
    private static final long[] ISO_UNITS = {31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1};

    private DurationText() {}

    /** Empty if malformed or negative. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        int unit = endOfNumber(trimmed);
        if (unit > 0) {
            long millis = millis(amount(trimmed, unit),
                    trimmed.substring(unit).stripLeading().toLowerCase(Locale.ROOT));
            return millis < 0 || millis > 0 && trimmed.startsWith("-") ? Optional.empty()
                    : Optional.of(Duration.ofMillis(millis));
        }
        Matcher iso = ISO.matcher(trimmed);
        if (trimmed.length() > 1 && iso.matches()) {
            long seconds = 0;
            for (int group = 1; group <= ISO_UNITS.length; group++) {
                String number = iso.group(group);
                if (number != null) {
                    seconds += Math.min(amount(number, number.length()),
                            MAX_ISO_SECONDS / ISO_UNITS[group - 1]) * ISO_UNITS[group - 1];
                }
            }
            return Optional.of(Duration.ofSeconds(Math.min(seconds, MAX_ISO_SECONDS)));
        }
        return Optional.empty();
    }

    /** Milliseconds, or zero if malformed. */
    public static long millisOrZero(String text) {
        return parse(text).map(Duration::toMillis).orElse(0L);
    }

    /** Where the number ends that the text begins with; zero where it begins with none. */
    private static int endOfNumber(String text) {
        int begin = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int end = begin;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == begin ? 0 : end;
    }

    /** The number before {@code end} without its sign; one so large that it is cut off anyway. */
    private static long amount(String text, int end) {
        long amount = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) >= '0') {
                amount = Math.min(1_000 * MAX_MILLIS, 10 * amount + text.charAt(i) - '0');
            }
        }
        return amount;
    }

    /** At most the largest duration there is; negative for an unknown unit. */
    private static long millis(long amount, String unit) {
        long most = Math.min(amount, MAX_MILLIS);
        long millis = switch (unit) {
            case "ms", "msec" -> most;
            case "us", "usec" -> amount / 1_000;
            case "", "s", "sec" -> most * 1_000;
            case "m", "min" -> most * 60_000;
            case "h", "hr" -> most * 3_600_000;
            default -> -1;
        };
        return Math.min(millis, MAX_MILLIS);
    }
}
