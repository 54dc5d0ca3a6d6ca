// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.Score;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that an update may name: themselves, or by how much to raise the present one. */
final class AttributeChange {
    private static final Pattern RAISE =
            Pattern.compile("(?:.*\\+\\+|.*\\+=(-?[0-9]{1,7}|[+-]?INFINITY))");

    private AttributeChange() {}

    /** {@code value++} and {@code value+=N} count from 0 where there is no number. */
    static String value(String asked, Optional<String> present) {
        Matcher raise = RAISE.matcher(asked);
        if (!raise.matches()) {
            return asked;
        }
        int by = Optional.ofNullable(raise.group(1)).flatMap(Score::parse).map(Score::value)
                .orElse(1);
        int from = present.flatMap(Score::parse).map(Score::value).orElse(0);
        return new Score(Score.sum(from, by)).toString();
    }
}
