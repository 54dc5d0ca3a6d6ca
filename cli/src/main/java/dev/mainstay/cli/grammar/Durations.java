// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as options take them: seconds, or a number with ms, s, min or h. */
public final class Durations implements ITypeConverter<Duration> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|sec|m|min|h|hr)?");

    @Override
    public Duration convert(String value) {
        Matcher text = TEXT.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!text.matches()) {
            throw new TypeConversionException("'" + value
                    + "' is no duration: write seconds, or a number with s, min or h");
        }
        long number = Long.parseLong(text.group(1));
        return switch (text.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h", "hr" -> Duration.ofHours(number);
            case null, default -> Duration.ofSeconds(number);
        };
    }
}
