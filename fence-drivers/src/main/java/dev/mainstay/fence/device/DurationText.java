// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Durations as they are written in options: seconds, a number with a unit, or ISO 8601. */
final class DurationText {
    /** About 49 days, as much as the options' own documentation allows. */
    private static final long MILLIS_MAX = 1L << 32;

    private DurationText() {}

    /** Empty for what is no duration. */
    static Optional<Duration> parse(String text) {
        String value = text.strip();
        if (value.startsWith("P")) {
            try {
                return Optional.of(Duration.parse(value)).filter(parsed -> !parsed.isNegative());
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        }
        int digits = 0;
        while (digits < value.length() && value.charAt(digits) >= '0'
                && value.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 10) {
            return Optional.empty();
        }
        long number = Long.parseLong(value.substring(0, digits));
        return (switch (value.substring(digits).strip().toLowerCase(Locale.ROOT)) {
            case "", "s", "sec" -> Optional.of(Duration.ofSeconds(number));
            case "us", "usec" -> Optional.of(Duration.ofMillis(number / 1000));
            case "ms", "msec" -> Optional.of(Duration.ofMillis(number));
            case "m", "min" -> Optional.of(Duration.ofMinutes(number));
            case "h", "hr" -> Optional.of(Duration.ofHours(number));
            default -> Optional.<Duration>empty();
        }).filter(parsed -> parsed.compareTo(Duration.ofMillis(MILLIS_MAX)) <= 0);
    }
}
