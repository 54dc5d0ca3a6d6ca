// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of resource ids as written in a constraint; a leading exclamation mark inverts it. Some
 * patterns take a search of exponentially many steps, so that it is given up after a number of them
 * that a sensible one is far from: then it is as if the constraint did not name the resource.
 */
public final class ResourcePattern {
    /** Longer ones nest too deep for the matcher's stack; people write tens of characters. */
    private static final int LENGTH = 1_000;

    /** A thousand times what matching an id of usual length takes. */
    private static final int STEPS = 100_000;

    private final Pattern pattern;
    private final boolean inverted;

    private ResourcePattern(Pattern pattern, boolean inverted) {
        this.pattern = pattern;
        this.inverted = inverted;
    }

    /** Empty if it is malformed or too long. */
    public static Optional<ResourcePattern> parse(String text) {
        boolean inverted = text.startsWith("!");
        try {
            return text.length() > LENGTH
                    ? Optional.empty()
                    : Optional.of(new ResourcePattern(
                            Pattern.compile(inverted ? text.substring(1) : text), inverted));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    boolean inverted() {
        return inverted;
    }

    /** The search after its success, or for an inverted pattern after its failure. */
    Optional<Matcher> match(String id) {
        if (id.length() > LENGTH) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(new CountedText(id));
        try {
            return matcher.find() == inverted ? Optional.empty() : Optional.of(matcher);
        } catch (TooManySteps e) {
            return Optional.empty();
        }
    }

    /** A text that may be looked at so many times. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private int steps = STEPS;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            steps--;
            if (steps < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Ends a search from within. */
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
