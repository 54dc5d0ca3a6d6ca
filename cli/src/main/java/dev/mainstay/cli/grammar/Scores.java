// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;

/**
 * Scores as users write them: an integer, {@code INFINITY}, {@code +INFINITY} or
 * {@code -INFINITY}.
 */
public final class Scores {

    public static final String INFINITY = "INFINITY";

    private Scores() {}

    /** The score in its one spelling, so that ids made from it are stable. */
    public static String normal(String text) {
        if (text.matches("\\+?INFINITY")) {
            return INFINITY;
        }
        if (text.equals("-INFINITY")) {
            return text;
        }
        if (!text.matches("[+-]?[0-9]{1,9}")) {
            throw new CommandFailure(ExitCode.DATA, "'" + text + "' is not a score.",
                    "Write an integer, INFINITY or -INFINITY.");
        }
        return Integer.toString(Integer.parseInt(text));
    }

    public static String negated(String text) {
        String normal = normal(text);
        return normal.startsWith("-") ? normal.substring(1)
                : normal.equals("0") ? normal : "-" + normal;
    }
}
