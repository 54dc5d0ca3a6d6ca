// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as users write them: {@code 90}, {@code 30s}, {@code 90m}, {@code PT1H30M}. */
public final class Lifetimes {

    private static final Pattern SIMPLE =
            Pattern.compile("([0-9]{1,9})\\s*(ms|s|sec|m|min|h|hr|d)?");

    private Lifetimes() {}

    /** @throws CommandFailure where the text is no span of time; a bare number is in seconds */
    public static Duration parse(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            long number = Long.parseLong(simple.group(1));
            return switch (simple.group(2) == null ? "s" : simple.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "m", "min" -> Duration.ofMinutes(number);
                case "h", "hr" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofSeconds(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandFailure(ExitCode.DATA, "'" + text + "' is no span of time.",
                    "Write a number with s, m, h or d, or an ISO 8601 duration such as PT1H30M.",
                    e);
        }
    }
}
