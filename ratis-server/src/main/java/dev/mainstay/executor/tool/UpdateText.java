// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.Score;
import dev.mainstay.state.AttributeUpdate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that an update may name: themselves, or by how much to raise the present one. */
final class UpdateText {
    private static final Pattern RAISE =
            Pattern.compile("(.*)(?:\\+\\+|\\+=([+-]?[0-9]{1,9}|[+-]?INFINITY))");

    private UpdateText() {}

    /**
     * {@code value++} and {@code value+=N}, or the same with the attribute's name, raise it;
     * anything else is what it says, such as {@code c++}.
     */
    static AttributeUpdate update(String name, String asked) {
        Matcher raise = RAISE.matcher(asked);
        if (!raise.matches()
                || !raise.group(1).equals("value") && !raise.group(1).equals(name)) {
            return new AttributeUpdate.Put(asked);
        }
        String by = raise.group(2);
        return new AttributeUpdate.Raise(
                by == null ? 1 : Score.parse(by).orElse(Score.ZERO).value());
    }
}
