// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value that stands for the present one and how much more: {@code value++}, {@code value+=5}. */
public final class RaiseWord {

    private static final Pattern RAISE =
            Pattern.compile("value(?:\\+\\+|\\+=([+-]?[0-9]{1,7}))");

    private RaiseWord() {}

    /** How much more; empty if the value is what it says. */
    public static OptionalInt parse(String value) {
        Matcher raise = RAISE.matcher(value);
        if (!raise.matches()) {
            return OptionalInt.empty();
        }
        String by = raise.group(1);
        return OptionalInt.of(by == null ? 1 : Integer.parseInt(by));
    }
}
