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

    /** More in any unit is more than the longest duration; and its product with one is a long. */
    private static final long MAX_AMOUNT = MAX_MILLIS * 1_000;

    private static final int AMOUNT_DIGITS = 18;

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
            return millis(amount(trimmed.substring(0, unit)),
                    trimmed.substring(unit).stripLeading().toLowerCase(Locale.ROOT));
        }
        Matcher iso = ISO.matcher(trimmed);
        if (trimmed.length() > 1 && iso.matches()) {
            long seconds = 0;
            for (int group = 1; group <= ISO_UNITS.length; group++) {
                if (iso.group(group) != null) {
                    seconds += Math.min(amount(iso.group(group)),
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

    /** A number with or without a sign; one too large for any use is cut. */
    private static long amount(String number) {
        String digits = number.replaceFirst("^[+-]?0*", "");
        long size = digits.length() > AMOUNT_DIGITS
                ? MAX_AMOUNT
                : digits.isEmpty() ? 0 : Math.min(MAX_AMOUNT, Long.parseLong(digits));
        return number.startsWith("-") ? -size : size;
    }

    private static Optional<Duration> millis(long amount, String unit) {
        return switch (unit) {
            case "ms", "msec" -> duration(amount, 1);
            case "us", "usec" -> duration(amount / 1_000, 1);
            case "", "s", "sec" -> duration(amount, 1_000);
            case "m", "min" -> duration(amount, 60_000);
            case "h", "hr" -> duration(amount, 3_600_000);
            default -> Optional.empty();
        };
    }

    /** Empty if negative. */
    private static Optional<Duration> duration(long amount, long unitMillis) {
        return amount < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        Math.min(MAX_MILLIS, Math.min(amount, MAX_MILLIS) * unitMillis)));
    }
}
