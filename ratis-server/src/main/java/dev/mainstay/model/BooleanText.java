// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Locale;
import java.util.Optional;

/** Reads the many spellings of a boolean in configurations. */
public final class BooleanText {
    private BooleanText() {}

    /** Empty if the text is none of the accepted spellings. */
    public static Optional<Boolean> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "y", "1" -> Optional.of(true);
            case "false", "off", "no", "n", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether the text is one of the spellings of true. */
    public static boolean isTrue(String text) {
        return parse(text).orElse(false);
    }
}
