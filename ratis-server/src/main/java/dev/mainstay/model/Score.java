// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A placement score between minus and plus one million. The ends are infinite: minus infinity wins
 * over everything, plus infinity over everything finite, and a finite sum is clamped to the range.
 * Sums that clamp depend on the order of their terms, so contributions are added in a fixed order.
 */
public record Score(int value) implements Comparable<Score> {
    /** The value that counts as infinite; Pacemaker's, because configurations write it out. */
    public static final int INFINITY_VALUE = 1_000_000;
    private static final int INFINITY_DIGITS = 7;

    public static final Score ZERO = new Score(0);
    public static final Score INFINITY = new Score(INFINITY_VALUE);
    public static final Score MINUS_INFINITY = new Score(-INFINITY_VALUE);

    public Score {
        value = clamp(value);
    }

    /** The sum of two raw scores under the algebra of this class; for dense arrays of scores. */
    public static int sum(int left, int right) {
        if (left <= -INFINITY_VALUE || right <= -INFINITY_VALUE) {
            return -INFINITY_VALUE;
        }
        if (left >= INFINITY_VALUE || right >= INFINITY_VALUE) {
            return INFINITY_VALUE;
        }
        return clamp(left + right);
    }

    /** Reads an integer, {@code [+-]INFINITY} ; empty if malformed. */
    public static Optional<Score> parse(String text) {
        String trimmed = text.strip();
        return switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "infinity", "+infinity" -> Optional.of(INFINITY);
            case "-infinity" -> Optional.of(MINUS_INFINITY);
            default -> parseInteger(trimmed);
        };
    }

    public Score plus(Score other) {
        return new Score(sum(value, other.value));
    }

    public boolean isInfinite() {
        return value >= INFINITY_VALUE || value <= -INFINITY_VALUE;
    }

    @Override
    public int compareTo(Score other) {
        return Integer.compare(value, other.value);
    }

    /** The way configurations write it. */
    @Override
    public String toString() {
        if (value >= INFINITY_VALUE) {
            return "INFINITY";
        }
        return value <= -INFINITY_VALUE ? "-INFINITY" : Integer.toString(value);
    }

    private static Optional<Score> parseInteger(String text) {
        int end = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int digits = end;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == digits) {
            return Optional.empty();
        }
        boolean negative = text.startsWith("-");
        while (digits < end - 1 && text.charAt(digits) == '0') {
            digits++;
        }
        int size = end - digits > INFINITY_DIGITS
                ? INFINITY_VALUE
                : Integer.parseInt(text.substring(digits, end));
        return Optional.of(new Score(negative ? -size : size));
    }

    private static int clamp(int value) {
        return Math.max(-INFINITY_VALUE, Math.min(INFINITY_VALUE, value));
    }
}
